package io.lockweir.benchmarks.cassandra;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.cassandra.oracle.DebeziumPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the same segments with Cassandra's reader, Debezium's connector and ours, in turn, each in a process of its own with the same heap and
 * collector. Counted is the processor time of the whole process, the collector's too.
 *
 * @param mutations a log
 * @param warmUp rounds before, not counted
 */
public record CassandraBenchmark(int rounds, int warmUp, int mutations, Path stackHome, Consumer<String> progress) {

    /** Measures all logs in a folder, which must be empty. */
    public List<Result> run(Path folder) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (BenchmarkLog log : BenchmarkLog.values()) {
            Path place = folder.resolve(log.text());
            BenchmarkLog.Written written = log.write(place, stackHome, mutations);
            results.addAll(decode(log, written, place));
            if (log.isInsertsOnly()) {
                results.addAll(records(log, written, place));
            }
        }
        return results;
    }

    private List<Result> decode(BenchmarkLog log, BenchmarkLog.Written written, Path place)
            throws IOException, InterruptedException {
        try (Contestant ours = ours(CapturePath.DECODE, written, place);
                Contestant cassandras = new Contestant(
                        written.oracle().measure(Contestant.JVM, written.schema(), warmUp + rounds, written.segments()),
                        mutations,
                        Contestant.Yield.EACH)) {
            inTurn(log, List.of("ours", "Cassandra's reader"), List.of(ours, cassandras));
            return List.of(
                    Result.versus(
                                    "cassandra.decode.vs_cassandra_all" + log.suffix(),
                                    ours.perProcessorSecond(),
                                    cassandras.perProcessorSecond())
                            .wanting(Bound.atLeast(3)),
                    Result.plain(
                            "cassandra.decode.mutations" + log.suffix(),
                            ours.perProcessorSecond(),
                            cassandras.perProcessorSecond(),
                            "1/s"));
        }
    }

    private List<Result> records(BenchmarkLog log, BenchmarkLog.Written written, Path place)
            throws IOException, InterruptedException {
        DebeziumPeer debezium = new DebeziumPeer(stackHome, place.resolve("debezium"));
        try (Contestant record = ours(CapturePath.RECORD, written, place);
                Contestant merged = ours(CapturePath.MERGED_RECORD, written, place);
                Contestant theirs = new Contestant(
                        debezium.measure(Contestant.JVM, written.schema(), mutations, written.segments()),
                        mutations,
                        Contestant.Yield.EACH)) {
            inTurn(log, List.of("record", "Debezium", "merged record"), List.of(record, theirs, merged));
            List<Result> results = new ArrayList<>();
            results.addAll(versusDebezium("cassandra.record", log.suffix(), record, theirs, 8));
            results.addAll(versusDebezium("cassandra.merged_record", log.suffix(), merged, theirs, 5));
            return results;
        }
    }

    private static List<Result> versusDebezium(
            String name, String suffix, Contestant ours, Contestant theirs, double wanted) {
        return List.of(
                Result.versus(name + ".vs_debezium" + suffix, ours.perProcessorSecond(), theirs.perProcessorSecond())
                        .wanting(Bound.atLeast(wanted)),
                Result.versus(name + ".vs_debezium_by_clock" + suffix, ours.perSecond(), theirs.perSecond()),
                Result.plain(
                        name + ".mutations" + suffix, ours.perProcessorSecond(), theirs.perProcessorSecond(), "1/s"));
    }

    private Contestant ours(CapturePath path, BenchmarkLog.Written written, Path place) throws IOException {
        return Contestant.lockweir(path, written, mutations, place.resolve(path.text() + ".err"));
    }

    private void inTurn(BenchmarkLog log, List<String> names, List<Contestant> contestants)
            throws IOException, InterruptedException {
        for (int round = 0; round < warmUp; round++) {
            for (Contestant contestant : contestants) {
                contestant.warmUp();
            }
        }
        for (int round = 1; round <= rounds; round++) {
            List<String> rates = new ArrayList<>();
            for (int i = 0; i < contestants.size(); i++) {
                rates.add("%s %.0f".formatted(names.get(i), contestants.get(i).measure()));
            }
            progress.accept("%s log, round %d/%d, mutations per processor second: %s"
                    .formatted(log.text(), round, rounds, String.join(", ", rates)));
        }
    }
}
