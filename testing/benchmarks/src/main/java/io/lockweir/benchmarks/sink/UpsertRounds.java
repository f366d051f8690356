package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.sink.record.WriteMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Our sink upserting with decryption, and Iceberg's own writer of changes, to tables of formats 2 and 3. */
final class UpsertRounds {
    private UpsertRounds() {}

    static List<Result> run(Effort effort, String keyset, Consumer<String> progress) throws IOException {
        List<Result> results = new ArrayList<>();
        for (int formatVersion : new int[] {2, 3}) {
            try (Workload workload = new Workload(keyset, Changes.UPSERTS);
                    RowPath bare = new BareUpsert(workload, formatVersion);
                    RowPath ours = new LockweirSink(workload, formatVersion, WriteMode.UPSERT, keyset)) {
                SinkRounds rounds = new SinkRounds(effort, progress).run(List.of(bare, ours));
                results.add(Result.versus(
                        "sink.upsert_v" + formatVersion + ".vs_bare_writer", rounds.of(ours), rounds.of(bare)));
            }
        }
        return results;
    }
}
