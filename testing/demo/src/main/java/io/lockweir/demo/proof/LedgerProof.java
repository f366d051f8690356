package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Cassandra's account of the ledger against the lake's.
 *
 * @param statements of CQL, by kind
 * @param deletes how many of them delete
 * @param kafkaRecords committed records with a value
 */
@JsonPropertyOrder({"writes", "deletes", "kafka_records", "statements", "tables"})
public record LedgerProof(
        @JsonProperty("statements") Map<String, Long> statements,
        @JsonProperty("deletes") long deletes,
        @JsonProperty("kafka_records") long kafkaRecords,
        @JsonProperty("tables") Map<String, LedgerTableProof> tables) {

    public LedgerProof {
        statements = Collections.unmodifiableMap(new TreeMap<>(statements));
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** CQL statements of all kinds. */
    @JsonProperty("writes")
    public long writes() {
        return statements.values().stream().mapToLong(Long::longValue).sum();
    }

    public long sum(ToLongFunction<LedgerTableProof> part) {
        return tables.values().stream().mapToLong(part).sum();
    }

    /** Every row that Cassandra shows is in the lake once, as it is there, and no other; and there are some. */
    public boolean exact() {
        return sum(LedgerTableProof::missing) == 0
                && sum(LedgerTableProof::duplicates) == 0
                && sum(LedgerTableProof::cassandraRows) > 0;
    }
}
