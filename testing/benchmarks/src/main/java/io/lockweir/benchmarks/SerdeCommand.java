package io.lockweir.benchmarks;

import io.lockweir.benchmarks.serde.SerdeRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serde",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description = "EncryptingSerializer and DecryptingDeserializer against the inner Avro serializer alone (JMH).")
final class SerdeCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Forks of each measured thing; forks of measured and baseline alternate. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--quick", description = "Short iterations: for a look, not for a published number.")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream out = System.out;
        SerdeRun run = quick ? SerdeRun.quick(rounds) : SerdeRun.full(rounds);
        output.publish("serde", run.run(out::println), out);
        return 0;
    }
}
