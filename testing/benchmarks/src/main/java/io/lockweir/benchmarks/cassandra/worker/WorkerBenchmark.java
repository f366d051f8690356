package io.lockweir.benchmarks.cassandra.worker;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.topics.RegistryAvro;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A node, a worker with encryption and Avro, and Kafka, which stay up for all rounds. First how many records a second come of a backlog, then
 * of a node that is written to meanwhile, then how late records are at half of that.
 *
 * @param rows of a backlog
 * @param work the servers' data and logs
 */
public record WorkerBenchmark(int rounds, long rows, Path work, Consumer<String> progress) {

    private static final int WARM_UP = 2;

    /** Starts the servers, measures, ends them. */
    public List<Result> run() throws Exception {
        ProjectFolder project = ProjectFolder.ofProperty();
        progress.accept("Starting the servers ...");
        try (LocalStack stack = BankStack.in(work, project, CatalogOptions.DEFAULT)
                .withCassandra(CassandraVersion.V5_0)
                .start()) {
            Thread end = new Thread(stack::close, "end-servers");
            Runtime.getRuntime().addShutdownHook(end);
            List<Result> results = new ArrayList<>(throughput(stack, project));
            Result sustained = sustained(stack, project, results.get(0));
            results.add(sustained);
            results.add(latency(stack, project, sustained.value() / 2));
            return results;
        }
    }

    private List<Result> throughput(LocalStack stack, ProjectFolder project) throws Exception {
        Map<Images, List<Throughput>> measured = new EnumMap<>(Images.class);
        for (int round = 1 - WARM_UP; round <= rounds; round++) {
            for (Images images : Images.values()) {
                String name = "bench_%s_%d".formatted(images.text(), round + WARM_UP);
                Throughput one;
                try (WorkerRun run = new WorkerRun(name, images, stack, project)) {
                    one = Throughput.measure(run, images, rows);
                }
                progress.accept("round %d/%d %s: %.0f records/s, %.0f bytes a record, %.0f bytes of state%s"
                        .formatted(
                                round,
                                rounds,
                                images.text(),
                                one.perSecond(),
                                one.eventBytes(),
                                one.stateBytes(),
                                round < 1 ? " (warm-up)" : ""));
                if (round >= 1) {
                    measured.computeIfAbsent(images, first -> new ArrayList<>()).add(one);
                }
            }
        }
        List<Throughput> full = measured.getOrDefault(Images.FULL, List.of());
        List<Throughput> delta = measured.getOrDefault(Images.DELTA, List.of());
        return List.of(
                Result.plain(
                        "cassandra.end_to_end_per_second",
                        rounds(full, Throughput::perSecond),
                        rounds(delta, Throughput::perSecond),
                        "records/s"),
                Result.versus(
                        "cassandra.state.bytes_per_event_byte",
                        rounds(full, Throughput::stateBytes),
                        rounds(full, Throughput::eventBytes)));
    }

    private Result sustained(LocalStack stack, ProjectFolder project, Result backlog) throws Exception {
        List<Double> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            try (WorkerRun run = new WorkerRun("bench_live_" + round, Images.FULL, stack, project)) {
                measured.add(Throughput.sustained(run, rows));
            }
            progress.accept("round %d/%d: %.0f records/s while they are written"
                    .formatted(round, rounds, measured.get(round - 1)));
        }
        Rounds backlogs = new Rounds(Collections.nCopies(rounds, backlog.value()));
        return Result.plain("cassandra.sustained_per_second", new Rounds(measured), backlogs, "records/s");
    }

    private Result latency(LocalStack stack, ProjectFolder project, double perSecond) throws Exception {
        RegistryAvro avro = new RegistryAvro(stack.registry().ccompatUrl());
        List<Latency> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            try (WorkerRun run = new WorkerRun("bench_late_" + round, Images.FULL, stack, project)) {
                measured.add(Latency.measure(run, avro, perSecond));
            }
            Latency one = measured.get(round - 1);
            progress.accept("round %d/%d: %.0f writes/s, %.0f ms later in Kafka, one of a hundred later than %.0f ms"
                    .formatted(round, rounds, perSecond, one.medianMs(), one.p99Ms()));
        }
        return Result.plain(
                        "cassandra.latency.p99_ms",
                        rounds(measured, Latency::p99Ms),
                        rounds(measured, Latency::medianMs),
                        "ms")
                .wanting(Bound.atMost(500));
    }

    private static <M> Rounds rounds(List<M> measured, ToDoubleFunction<M> number) {
        return new Rounds(measured.stream().map(number::applyAsDouble).toList());
    }
}
