package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.sink.record.WriteMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What reading a row costs that our sink upserted in format 3, and one that it appended. */
final class ScanRounds {
    private ScanRounds() {}

    static List<Result> run(Effort effort, String keyset, Consumer<String> progress) throws IOException {
        try (ScannedTable appended = new ScannedTable(2, WriteMode.APPEND, effort, keyset);
                ScannedTable upserted = new ScannedTable(3, WriteMode.UPSERT, effort, keyset)) {
            for (int round = 0; round < effort.warmUpRounds(); round++) {
                appended.microsPerRow();
                upserted.microsPerRow();
            }
            List<Double> ofAppended = new ArrayList<>();
            List<Double> ofUpserted = new ArrayList<>();
            for (int round = 1; round <= effort.rounds(); round++) {
                ofAppended.add(appended.microsPerRow());
                ofUpserted.add(upserted.microsPerRow());
                progress.accept("round %d/%d scan: %.3f us a row appended, %.3f us a live row upserted"
                        .formatted(
                                round,
                                effort.rounds(),
                                ofAppended.get(ofAppended.size() - 1),
                                ofUpserted.get(ofUpserted.size() - 1)));
            }
            return results(new Rounds(ofUpserted), new Rounds(ofAppended));
        }
    }

    static List<Result> results(Rounds upserted, Rounds appended) {
        return List.of(
                Result.versus("sink.scan_v3.vs_append", upserted, appended).wanting(Bound.atMost(2.5)));
    }
}
