package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each table was read, as bytes that are kept with the rows. They hold keys of the database: keep them as rows are kept.
 *
 * @param page the rows that are kept and perhaps not told yet, or null
 */
record SnapshotProgress(
        Map<TableId, TableFence> tables, @Nullable Untold page) {
    private static final int VERSION = 1;

    /**
     * Rows of a table behind a position.
     *
     * @param behind null for all from the first on
     */
    record Untold(TableId table, @Nullable RingPosition behind) {}

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(tables.size());
            for (Map.Entry<TableId, TableFence> table : tables.entrySet()) {
                write(out, table.getKey());
                out.writeBoolean(table.getValue().isWhole());
                out.writeLong(table.getValue().readAt());
                write(out, table.getValue().upTo());
            }
            out.writeBoolean(page != null);
            if (page != null) {
                write(out, page.table());
                write(out, page.behind());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * From bytes.
     *
     * @throws IllegalArgumentException if they are none of this version
     */
    static SnapshotProgress of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "a snapshot's progress of version " + version + ", which a newer connector wrote");
            }
            Map<TableId, TableFence> tables = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                TableId id = tableId(in);
                boolean whole = in.readBoolean();
                long readAt = in.readLong();
                tables.put(id, TableFence.of(position(in), whole, readAt));
            }
            return new SnapshotProgress(tables, in.readBoolean() ? new Untold(tableId(in), position(in)) : null);
        } catch (IOException e) {
            throw new IllegalArgumentException("a snapshot's progress that is cut off", e);
        }
    }

    private static void write(DataOutputStream out, TableId id) throws IOException {
        out.writeLong(id.mostSignificantBits());
        out.writeLong(id.leastSignificantBits());
    }

    private static TableId tableId(DataInputStream in) throws IOException {
        return new TableId(in.readLong(), in.readLong());
    }

    private static void write(DataOutputStream out, @Nullable RingPosition position) throws IOException {
        out.writeBoolean(position != null);
        if (position != null) {
            write(out, position.key());
            write(out, position.row());
        }
    }

    private static @Nullable RingPosition position(DataInputStream in) throws IOException {
        return in.readBoolean() ? RingPosition.of(slice(in), slice(in)) : null;
    }

    private static void write(DataOutputStream out, Slice slice) throws IOException {
        out.writeInt(slice.length());
        out.write(slice.toByteArray());
    }

    private static Slice slice(DataInputStream in) throws IOException {
        return Slice.of(in.readNBytes(in.readInt()));
    }
}
