package io.lockweir.benchmarks;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.smt.Effort;
import io.lockweir.benchmarks.smt.Shape;
import io.lockweir.benchmarks.smt.ShapeRun;
import io.lockweir.benchmarks.smt.ThreadsRun;
import io.lockweir.benchmarks.smt.Treatment;
import io.lockweir.benchmarks.smt.TreatmentRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
                "EncryptFields and DecryptFields against a pass-through transform and the bare ciphers, in all modes (JMH).")
final class SmtCommand implements Callable<Integer> {

    private static final String THREADS = "threads8";

    /** The randomised one is measured with every shape. */
    private static final List<Treatment> OTHERS = Arrays.stream(Treatment.values())
            .filter(treatment -> treatment != Treatment.RANDOM)
            .toList();

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
            description = "Only these: field28, fields10of50, nested, value1k. Default: all, unless --mode is given")
    private List<String> shapes = List.of();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            description =
                    "Only these, of field28: join, rowbound, padded, randomiv, threads8. Default: all, unless --shape "
                            + "is given")
    private List<String> modes = List.of();

    @Override
    public Integer call() throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream out = System.out;
        Effort effort = quick ? Effort.quick(rounds) : Effort.full(rounds);
        List<Result> results = new ArrayList<>();
        boolean all = shapes.isEmpty() && modes.isEmpty();
        for (Shape shape : all ? List.of(Shape.values()) : named(shapes, Shape.values(), Shape::label)) {
            results.addAll(new ShapeRun(shape, effort).run(out::println));
        }
        List<String> treated =
                modes.stream().filter(mode -> !mode.equals(THREADS)).toList();
        for (Treatment treatment : all ? OTHERS : named(treated, Treatment.values(), Treatment::label)) {
            results.addAll(new TreatmentRun(treatment, effort).run(out::println));
        }
        if (all || modes.contains(THREADS)) {
            results.addAll(new ThreadsRun(effort).run(out::println));
        }
        output.publish("smt", results, out);
        return 0;
    }

    private <T> List<T> named(List<String> labels, T[] all, Function<T, String> labelOf) {
        return labels.stream()
                .map(label -> Arrays.stream(all)
                        .filter(each -> labelOf.apply(each).equals(label))
                        .findFirst()
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no '" + label + "'; there are "
                                        + Arrays.stream(all).map(labelOf).toList())))
                .toList();
    }
}
