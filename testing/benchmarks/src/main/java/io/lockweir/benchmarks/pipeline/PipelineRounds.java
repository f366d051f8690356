package io.lockweir.benchmarks.pipeline;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** All rounds on one running stack. The variant that goes first changes from round to round. */
public final class PipelineRounds {

    /** The worker compiles the ciphers late: until then they run several times slower, on two cores beside the compiler. */
    private static final int WARM_UP = 3;

    private final int rounds;
    private final long changes;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * @param changes per run, rounded down to whole transactions
     * @param work the servers' data and logs
     */
    public PipelineRounds(int rounds, long changes, Path work, Consumer<String> progress) {
        this.rounds = rounds;
        this.changes = Load.rounded(changes);
        this.work = work;
        this.progress = progress;
    }

    public List<Result> run() throws Exception {
        ProjectFolder project = ProjectFolder.ofProperty();
        progress.accept("Starting the servers ...");
        try (LocalStack stack =
                BankStack.in(work, project, CatalogOptions.DEFAULT).start()) {
            Thread end = new Thread(stack::close, "end-servers");
            Runtime.getRuntime().addShutdownHook(end);
            return measured(new PipelineRun(stack, project, new Load()));
        }
    }

    private List<Result> measured(PipelineRun run) throws Exception {
        Map<Variant, List<Measurement>> measured = new EnumMap<>(Variant.class);
        for (int round = 1 - WARM_UP; round <= rounds; round++) {
            boolean warmUp = round < 1;
            for (Variant variant : order(round)) {
                String name = "bench_%s_%d".formatted(variant.name().toLowerCase(Locale.ROOT), round + WARM_UP);
                Measurement one = run.measure(name, variant, warmUp ? 2 * changes : changes);
                progress.accept("round %d/%d %s: %.0f events/s, %.0f us of processor time per event%s"
                        .formatted(
                                round,
                                rounds,
                                variant,
                                one.eventsPerSecond(),
                                one.cpuMicrosPerEvent(),
                                warmUp ? " (warm-up)" : ""));
                if (!warmUp) {
                    measured.computeIfAbsent(variant, first -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        return results(measured);
    }

    private static List<Result> results(Map<Variant, List<Measurement>> measured) {
        Rounds encrypted = rounds(measured, Variant.ENCRYPTED, Measurement::eventsPerSecond);
        Rounds plain = rounds(measured, Variant.PLAIN, Measurement::eventsPerSecond);
        return List.of(
                Result.plain("pipeline.events_per_second", encrypted, plain, "events/s"),
                Result.versus("pipeline.encrypted_vs_plain", encrypted, plain).wanting(Bound.atLeast(0.85)),
                Result.plain(
                        "pipeline.cpu_us_per_event",
                        rounds(measured, Variant.ENCRYPTED, Measurement::cpuMicrosPerEvent),
                        rounds(measured, Variant.PLAIN, Measurement::cpuMicrosPerEvent),
                        "us"));
    }

    private static Rounds rounds(
            Map<Variant, List<Measurement>> measured, Variant variant, ToDoubleFunction<Measurement> number) {
        return new Rounds(measured.getOrDefault(variant, List.of()).stream()
                .map(number::applyAsDouble)
                .toList());
    }

    private static List<Variant> order(int round) {
        List<Variant> order = new ArrayList<>(List.of(Variant.values()));
        if (Math.floorMod(round, 2) == 0) {
            Collections.reverse(order);
        }
        return order;
    }
}
