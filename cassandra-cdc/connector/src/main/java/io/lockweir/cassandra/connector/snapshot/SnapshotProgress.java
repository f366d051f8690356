package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each table was read, as bytes that are kept with the rows. They hold keys of the database: keep them as rows are kept. */
record SnapshotProgress(Map<TableId, TableFence> tables) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(tables.size());
            for (Map.Entry<TableId, TableFence> table : tables.entrySet()) {
                write(out, table.getKey());
                TableFence fence = table.getValue();
                out.writeBoolean(fence.isWhole());
                write(out, fence.upTo());
                out.writeLong(fence.older());
                out.writeInt(fence.recent().size());
                for (TableFence.Page page : fence.recent()) {
                    write(out, page.upTo());
                    out.writeLong(page.readAt());
                }
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
                tables.put(id, fence(in));
            }
            return new SnapshotProgress(tables);
        } catch (IOException e) {
            throw new IllegalArgumentException("a snapshot's progress that is cut off", e);
        }
    }

    private static TableFence fence(DataInputStream in) throws IOException {
        boolean whole = in.readBoolean();
        @Nullable RingPosition upTo = position(in);
        long older = in.readLong();
        List<TableFence.Page> recent = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            recent.add(new TableFence.Page(position(in), in.readLong()));
        }
        return TableFence.of(whole, upTo, older, recent);
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
