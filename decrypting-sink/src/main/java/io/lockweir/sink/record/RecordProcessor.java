package io.lockweir.sink.record;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns records into rows. The order per record is fixed: identify and route on clear metadata, decrypt by the table's
 * policy, flatten, validate, convert; nothing is decrypted for a record that a clear property already refuses.
 *
 * <p>One thread per processor. {@link #process} never throws for bad data: whatever is wrong with one record, or with the
 * fit of a record and its table, is an {@link Outcome}. It throws only {@code KeyUnavailableError} (keys cannot be reached
 * now) and for a broken call order. Topics are the original ones, before any renaming transform.
 */
public interface RecordProcessor extends AutoCloseable {

    /**
     * The tables of each topic: one, or all those that a header may tell.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a topic is matched by no mapping, naming it
     */
    Map<String, Set<TableIdentifier>> tablesOf(Collection<String> topics);

    /**
     * Makes the schema and spec of a table known; to be called before the first record of the table, and again whenever
     * its metadata is loaded anew.
     *
     * @throws org.apache.kafka.common.config.ConfigException if policy and table do not fit: a column to decrypt is
     *     missing, or partitioning would publish decrypted values
     */
    void bind(TableIdentifier identifier, Table table);

    /** Full names of the columns of a bound table that receive decrypted values; no metrics may be kept for them. */
    Set<String> decryptedColumns(TableIdentifier identifier);

    /**
     * Field ids of the columns that tell rows of a bound table apart, in the order of its schema: required top-level columns
     * of primitive type, no floating-point ones. Empty if the table is appended to.
     */
    List<Integer> keyColumns(TableIdentifier identifier);

    /** What becomes of one record. The record itself is never modified. */
    Outcome process(SinkRecord record);

    /** Releases the keys. */
    @Override
    void close();
}
