package io.lockweir.sink.record;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Columns that the flattening fills beside the row image. A table gets those it was designed with; {@link #OPERATION} is
 * demanded by change events, since a delete would otherwise look like an insert. Key suffixes and default names are
 * public configuration.
 */
public enum MetadataColumn {
    /** {@code c}, {@code u}, {@code d} or {@code r}. */
    OPERATION("op", "_op", Types.StringType.get(), "operation of a change event: c, u, d, or r for a snapshot read"),
    /** The source's log position; in PostgreSQL the LSN. */
    SOURCE_LSN("source.lsn", "_source_lsn", Types.LongType.get(), "position of the change in the source's log (LSN)"),
    /** The source's transaction number. */
    SOURCE_TRANSACTION(
            "source.transaction", "_source_transaction", Types.LongType.get(), "the source's transaction number"),
    /** The place of the change in its transaction, if the source provides transaction metadata. */
    TRANSACTION_ORDER(
            "transaction.order",
            "_transaction_order",
            Types.LongType.get(),
            "place of the change in its transaction (needs provide.transaction.metadata at the source)"),
    /** When the change was made in the database. */
    SOURCE_TIME("source.ts", "_source_ts", Types.TimestampType.withZone(), "when the source committed the change"),
    /** When the connector at the source processed the change. */
    EVENT_TIME("event.ts", "_event_ts", Types.TimestampType.withZone(), "when the source connector saw the change"),
    /** The record's Kafka timestamp. */
    KAFKA_TIME("kafka.ts", "_kafka_ts", Types.TimestampType.withZone(), "timestamp of the Kafka record"),
    /** The topic, before any renaming transform. */
    TOPIC("topic", "_topic", Types.StringType.get(), "topic of the record"),
    /** The partition, before any renaming transform. */
    PARTITION("partition", "_kafka_partition", Types.IntegerType.get(), "partition of the record"),
    /** The offset, before any transform. */
    OFFSET("offset", "_offset", Types.LongType.get(), "offset of the record");

    private final String suffix;
    private final String defaultName;

    @SuppressWarnings("ImmutableEnumChecker") // Iceberg's primitive types are immutable and do not say so.
    private final Type type;

    private final String meaning;

    MetadataColumn(String suffix, String defaultName, Type type, String meaning) {
        this.suffix = suffix;
        this.defaultName = defaultName;
        this.type = type;
        this.meaning = meaning;
    }

    /** The configuration key that names the column. */
    public String key() {
        return "columns." + suffix;
    }

    public String defaultName() {
        return defaultName;
    }

    /** The only Iceberg type the column may have. */
    public Type type() {
        return type;
    }

    public String meaning() {
        return meaning;
    }
}
