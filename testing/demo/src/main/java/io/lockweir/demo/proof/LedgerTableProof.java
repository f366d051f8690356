package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What the comparison of one table of the ledger came to. */
@JsonPropertyOrder({"cassandra_rows", "iceberg_rows", "missing", "duplicates"})
public record LedgerTableProof(
        @JsonProperty("cassandra_rows") long cassandraRows,
        @JsonProperty("iceberg_rows") long icebergRows,
        @JsonProperty("missing") long missing,
        @JsonProperty("duplicates") long duplicates) {}
