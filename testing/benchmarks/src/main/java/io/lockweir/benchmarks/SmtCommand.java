package io.lockweir.benchmarks;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.smt.Effort;
import io.lockweir.benchmarks.smt.Shape;
import io.lockweir.benchmarks.smt.ShapeRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "smt",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description =
                "EncryptFields and DecryptFields against a pass-through transform and the bare JCE cipher (JMH, one thread).")
final class SmtCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            split = ",",
            description = "Only these: field28, fields10of50, nested, value1k. Default: all")
    private List<String> shapes = List.of();

    @Override
    public Integer call() throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream out = System.out;
        Effort effort = quick ? Effort.quick(rounds) : Effort.full(rounds);
        List<Result> results = new ArrayList<>();
        for (Shape shape : chosen()) {
            results.addAll(new ShapeRun(shape, effort).run(out::println));
        }
        output.publish("smt", results, out);
        return 0;
    }

    private List<Shape> chosen() {
        if (shapes.isEmpty()) {
            return List.of(Shape.values());
        }
        return shapes.stream().map(this::shape).toList();
    }

    private Shape shape(String label) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No shape '" + label + "'; there are "
                                + Arrays.stream(Shape.values())
                                        .map(Shape::label)
                                        .toList()));
    }
}
