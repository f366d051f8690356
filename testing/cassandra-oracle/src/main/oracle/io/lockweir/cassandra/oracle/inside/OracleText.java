package io.lockweir.cassandra.oracle.inside;

import java.nio.ByteBuffer;
import org.apache.cassandra.db.ClusteringPrefix;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.CompositeType;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.ComplexColumnData;
import org.apache.cassandra.db.rows.RangeTombstoneBoundMarker;
import org.apache.cassandra.db.rows.RangeTombstoneBoundaryMarker;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.db.rows.Unfiltered;
import org.apache.cassandra.db.rows.UnfilteredRowIterator;
import org.apache.cassandra.utils.ByteBufferUtil;

/** A mutation as one line of text: all that it says, values as bytes and as what they mean. Our side writes the same of what it decoded. */
final class OracleText {

    private final StringBuilder text = new StringBuilder();

    static String of(int position, Mutation mutation) {
        OracleText text = new OracleText();
        text.text.append(position);
        mutation.getPartitionUpdates().forEach(text::update);
        return text.text.toString();
    }

    private void update(PartitionUpdate update) {
        text.append(" table ").append(update.metadata().id).append(" key ");
        key(update);
        try (UnfilteredRowIterator iterator = update.unfilteredIterator()) {
            deletion(iterator.partitionLevelDeletion());
            if (!iterator.staticRow().isEmpty()) {
                text.append(" static");
                columns(iterator.staticRow());
            }
            while (iterator.hasNext()) {
                unfiltered(iterator.next());
            }
        }
    }

    private void key(PartitionUpdate update) {
        AbstractType<?> type = update.metadata().partitionKeyType;
        ByteBuffer key = update.partitionKey().getKey();
        if (type instanceof CompositeType) {
            ByteBuffer[] parts = ((CompositeType) type).split(key);
            for (int i = 0; i < parts.length; i++) {
                value(type.getComponents().get(i), parts[i]);
            }
        } else {
            value(type, key);
        }
    }

    private void unfiltered(Unfiltered unfiltered) {
        if (unfiltered instanceof RangeTombstoneBoundMarker) {
            RangeTombstoneBoundMarker marker = (RangeTombstoneBoundMarker) unfiltered;
            text.append(" bound ").append(marker.clustering().kind());
            clustering(marker.clustering());
            deletion(marker.deletionTime());
        } else if (unfiltered instanceof RangeTombstoneBoundaryMarker) {
            RangeTombstoneBoundaryMarker marker = (RangeTombstoneBoundaryMarker) unfiltered;
            text.append(" bound ").append(marker.clustering().kind());
            clustering(marker.clustering());
            deletion(marker.endDeletionTime());
            deletion(marker.startDeletionTime());
        } else {
            Row row = (Row) unfiltered;
            text.append(" row");
            clustering(row.clustering());
            if (!row.primaryKeyLivenessInfo().isEmpty()) {
                text.append(" live");
                times(
                        row.primaryKeyLivenessInfo().timestamp(),
                        row.primaryKeyLivenessInfo().ttl(),
                        row.primaryKeyLivenessInfo().localExpirationTime());
            }
            if (!row.deletion().isLive()) {
                deletion(row.deletion().time());
                if (row.deletion().isShadowable()) {
                    text.append(" shadowable");
                }
            }
            columns(row);
        }
    }

    private void clustering(ClusteringPrefix<?> clustering) {
        text.append(" (");
        for (int i = 0; i < clustering.size(); i++) {
            text.append(i == 0 ? "" : ",").append(ByteBufferUtil.bytesToHex(clustering.bufferAt(i)));
        }
        text.append(')');
    }

    private void columns(Row row) {
        for (ColumnData data : row) {
            text.append(" column ").append(data.column().name);
            if (data instanceof ComplexColumnData) {
                ComplexColumnData complex = (ComplexColumnData) data;
                deletion(complex.complexDeletion());
                for (Cell<?> cell : complex) {
                    text.append(" [").append(ByteBufferUtil.bytesToHex(cell.path().get(0))).append(']');
                    times(cell.timestamp(), cell.ttl(), cell.localDeletionTime());
                    text.append(' ').append(ByteBufferUtil.bytesToHex(cell.buffer()));
                }
            } else {
                Cell<?> cell = (Cell<?>) data;
                times(cell.timestamp(), cell.ttl(), cell.localDeletionTime());
                value(data.column().type, cell.buffer());
            }
        }
    }

    private void value(AbstractType<?> type, ByteBuffer bytes) {
        text.append(' ').append(ByteBufferUtil.bytesToHex(bytes)).append('=');
        OracleValues.append(text, type.unwrap(), bytes);
    }

    private void deletion(DeletionTime deletion) {
        if (!deletion.isLive()) {
            text.append(" deleted");
            times(deletion.markedForDeleteAt(), 0, deletion.localDeletionTime());
        }
    }

    private void times(long timestamp, int ttl, long deletionTime) {
        text.append(' ').append(timestamp).append('/').append(ttl).append('/');
        boolean none = deletionTime == Cell.NO_DELETION_TIME;
        text.append(none ? "never" : Long.toString(deletionTime));
    }
}
