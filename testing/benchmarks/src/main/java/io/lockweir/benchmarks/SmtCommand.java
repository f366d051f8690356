package io.lockweir.benchmarks;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.smt.Effort;
import io.lockweir.benchmarks.smt.KeySourcesRun;
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
    private static final String KEY_SOURCES = "envelope";
    private static final String RANDOM = Treatment.RANDOM.label();
    private static final String ALL = "all";

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
                    "Only these, of field28: random, join, rowbound, padded, randomiv, provideriv, threads8, envelope, or all. "
                            + "Default: all, with every shape, unless --shape is given")
    private List<String> modes = List.of();

    @Override
    public Integer call() throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream out = System.out;
        Effort effort = quick ? Effort.quick(rounds) : Effort.full(rounds);
        List<Result> results = new ArrayList<>();
        boolean everything = shapes.isEmpty() && modes.isEmpty();
        boolean allModes = everything || modes.contains(ALL);
        List<Treatment> treatments = allModes ? OTHERS : named(treated(), Treatment.values(), Treatment::label);
        for (Shape shape : everything ? List.of(Shape.values()) : shapes()) {
            results.addAll(new ShapeRun(shape, effort).run(out::println));
        }
        for (Treatment treatment : treatments) {
            results.addAll(new TreatmentRun(treatment, effort).run(out::println));
        }
        if (allModes || modes.contains(THREADS)) {
            results.addAll(new ThreadsRun(effort).run(out::println));
        }
        if (allModes || modes.contains(KEY_SOURCES)) {
            results.addAll(new KeySourcesRun(effort).run(out::println));
        }
        output.publish("smt", results, out);
        return 0;
    }

    /** Those asked for; mode random is what shapes are measured in. */
    private List<Shape> shapes() {
        List<Shape> chosen = new ArrayList<>(named(shapes, Shape.values(), Shape::label));
        if (!chosen.contains(Shape.FIELD28) && (modes.contains(ALL) || modes.contains(RANDOM))) {
            chosen.add(Shape.FIELD28);
        }
        return chosen;
    }

    private List<String> treated() {
        return modes.stream()
                .filter(mode -> !List.of(ALL, RANDOM, THREADS, KEY_SOURCES).contains(mode))
                .toList();
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
