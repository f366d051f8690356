package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What Spark did to the tables under load, and read from them at the end.
 *
 * @param rows read
 * @param missing and
 * @param duplicates as of the other reader
 * @param compactions that rewrote data files and were committed
 * @param compactionsLost to the sink's commits, all files of them
 * @param filesRewritten by the compactions
 * @param expiries that were committed
 */
@JsonPropertyOrder({"rows", "missing", "duplicates", "compactions", "compactions_lost", "files_rewritten", "expiries"})
public record SparkProof(
        @JsonProperty("rows") long rows,
        @JsonProperty("missing") long missing,
        @JsonProperty("duplicates") long duplicates,
        @JsonProperty("compactions") long compactions,
        @JsonProperty("compactions_lost") long compactionsLost,
        @JsonProperty("files_rewritten") long filesRewritten,
        @JsonProperty("expiries") long expiries) {

    /** What speaks against the run. */
    List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (missing > 0 || duplicates > 0) {
            doubts.add("Spark reads %d rows, %d missing, %d doubled".formatted(rows, missing, duplicates));
        }
        if (compactions == 0) {
            doubts.add("no compaction of Spark's succeeded under load, %d were lost".formatted(compactionsLost));
        }
        return doubts;
    }
}
