package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The result of a run, as {@code --report} writes it. The keys are kept stable; docs/demo.md defines them. */
@JsonPropertyOrder({
    "rows",
    "seed",
    "mode",
    "format_version",
    "captured",
    "kafka_records",
    "deleted",
    "iceberg_rows",
    "missing",
    "duplicates",
    "plaintext_leaks",
    "kills",
    "faults",
    "source_restarts",
    "rotations",
    "deks",
    "rewrapped",
    "verified_records",
    "spark",
    "seconds",
    "events_per_second",
    "freshness_p50_ms",
    "freshness_p99_ms",
    "tables",
    "cassandra"
})
public record Report(
        @JsonProperty("rows") long rows,
        @JsonProperty("seed") long seed,
        @JsonIgnore LakeProof lake,
        @JsonProperty("kafka_records") long kafkaRecords,
        @JsonProperty("plaintext_leaks") long plaintextLeaks,
        @JsonIgnore FaultProof trouble,
        @JsonIgnore KeyProof keys,

        @JsonProperty("spark") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        SparkProof spark,

        @JsonProperty("seconds") double seconds,
        @JsonProperty("freshness_p50_ms") @Nullable Long freshnessP50,
        @JsonProperty("freshness_p99_ms") @Nullable Long freshnessP99,
        @JsonProperty("tables") Map<String, TableProof> tables,

        @JsonProperty("cassandra") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        LedgerProof ledger) {

    /** Without Cassandra. */
    public Report(
            long rows,
            long seed,
            LakeProof lake,
            long kafkaRecords,
            long plaintextLeaks,
            FaultProof trouble,
            KeyProof keys,
            @Nullable SparkProof spark,
            double seconds,
            @Nullable Long freshnessP50,
            @Nullable Long freshnessP99,
            Map<String, TableProof> tables) {
        this(
                rows,
                seed,
                lake,
                kafkaRecords,
                plaintextLeaks,
                trouble,
                keys,
                spark,
                seconds,
                freshnessP50,
                freshnessP99,
                tables,
                null);
    }

    public Report {
        seconds = Math.round(seconds * 10) / 10.0;
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    @JsonProperty("kills")
    public int kills() {
        return trouble.kills();
    }

    @JsonProperty("faults")
    public List<FaultRecord> faults() {
        return trouble.faults();
    }

    @JsonProperty("source_restarts")
    public int sourceRestarts() {
        return trouble.restarts();
    }

    @JsonProperty("rotations")
    public long rotations() {
        return keys.rotations();
    }

    @JsonProperty("deks")
    public long dataKeys() {
        return keys.dataKeys();
    }

    @JsonProperty("rewrapped")
    public long rewrapped() {
        return keys.rewrapped();
    }

    @JsonProperty("verified_records")
    public long verifiedRecords() {
        return keys.verifiedRecords();
    }

    @JsonProperty("mode")
    public String mode() {
        return lake.mode();
    }

    @JsonProperty("format_version")
    public int formatVersion() {
        return lake.formatVersion();
    }

    @JsonProperty("deleted")
    public long deleted() {
        return lake.deleted();
    }

    @JsonProperty("captured")
    public long captured() {
        return sum(TableProof::captured);
    }

    @JsonProperty("iceberg_rows")
    public long icebergRows() {
        return sum(TableProof::icebergRows);
    }

    @JsonProperty("missing")
    public long missing() {
        return sum(TableProof::missing);
    }

    @JsonProperty("duplicates")
    public long duplicates() {
        return sum(TableProof::duplicates);
    }

    /** Zero if no time passed. */
    @JsonProperty("events_per_second")
    public long eventsPerSecond() {
        return seconds > 0 ? Math.round(captured() / seconds) : 0;
    }

    /**
     * Every captured change is in Kafka and in the lake once, with its content, none was asked for and not captured, no canary is
     * anywhere it must not be, the lake has Cassandra's rows, and nothing is to be said of the keys.
     */
    public boolean exact() {
        return missing() == 0
                && duplicates() == 0
                && plaintextLeaks == 0
                && doubts().isEmpty()
                && (ledger == null || ledger.exact())
                && captured() == rows
                && kafkaRecords == captured();
    }

    /** What is to be said of the keys and of Spark. */
    @JsonIgnore
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(keys.doubts());
        if (spark != null) {
            doubts.addAll(spark.doubts());
        }
        return doubts;
    }

    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, json() + "\n");
    }

    String json() throws IOException {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    private long sum(ToLongFunction<TableProof> part) {
        return tables.values().stream().mapToLong(part).sum();
    }
}
