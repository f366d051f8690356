package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What the comparison of one table came to. */
@JsonPropertyOrder({"captured", "iceberg_rows", "missing", "duplicates"})
public record TableProof(
        @JsonProperty("captured") long captured,
        @JsonProperty("iceberg_rows") long icebergRows,
        @JsonProperty("missing") long missing,
        @JsonProperty("duplicates") long duplicates) {

    /** Of a table that holds rows, and not the changes that made them so. */
    public TableProof withCaptured(long changes) {
        return new TableProof(changes, icebergRows, missing, duplicates);
    }
}
