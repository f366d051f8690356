package io.lockweir.demo.confluent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lockweir.demo.proof.TableProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param tables by name; captured are the records that the writer wrote
 * @param dataKeys versions of the data key of encrypted fields
 * @param kills of the worker
 * @param leaks of canaries outside of data files
 * @param canaries that were searched
 * @param seconds from the first record to the last row
 */
@JsonPropertyOrder({"profile", "rows", "seed", "tables", "data_keys", "kills", "plaintext_leaks", "canaries", "seconds"
})
public record WiresProof(
        @JsonProperty("rows") long rows,
        @JsonProperty("seed") long seed,
        @JsonProperty("tables") Map<String, TableProof> tables,
        @JsonProperty("data_keys") int dataKeys,
        @JsonProperty("kills") int kills,
        @JsonProperty("plaintext_leaks") long leaks,
        @JsonProperty("canaries") int canaries,
        @JsonProperty("seconds") double seconds) {
    public WiresProof {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    @JsonProperty("profile")
    String profile() {
        return "confluent";
    }

    /** Every record is in the lake once, with its content, the data key changed, and nothing leaked. */
    @JsonProperty("exact")
    public boolean exact() {
        long captured = tables.values().stream().mapToLong(TableProof::captured).sum();
        return captured == rows
                && tables.values().stream().allMatch(table -> table.missing() == 0 && table.duplicates() == 0)
                && dataKeys > 1
                && leaks == 0;
    }

    void write(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    }
}
