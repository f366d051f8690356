package io.lockweir.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./bench.sh}. Without a benchmark's name it says which there are. */
@Command(
        name = "./bench.sh",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        synopsisSubcommandLabel = "BENCHMARK",
        commandListHeading = "%nBenchmarks:%n",
        description = {
            "Measures Lockweir. Each benchmark writes target/bench/BENCHMARK.json and prints a table.",
            "./bench.sh BENCHMARK --help lists its options."
        },
        subcommands = {
            SmtCommand.class,
            PipelineCommand.class,
            SinkCommand.class,
            CassandraCommand.class,
            SerdeCommand.class
        })
public final class Bench implements Runnable {

    static final String VERSION = "Lockweir benchmarks, JMH 1.37";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
