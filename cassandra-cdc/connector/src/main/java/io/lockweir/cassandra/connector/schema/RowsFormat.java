package io.lockweir.cassandra.connector.schema;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Rows as bytes: {@code LWSH}, version, host, rows table by table, CRC-32 of all before it. Names of tables and columns, no values of
 * users.
 */
final class RowsFormat {
    private static final int MAGIC = 0x4C575348;
    private static final int VERSION = 1;
    private static final int CHECKSUM = 4;

    private RowsFormat() {}

    static byte[] write(String host, SystemRows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        text(out, host);
        for (SystemTable table : SystemTable.values()) {
            List<SystemRow> all = rows.rows(table);
            out.writeInt(all.size());
            for (SystemRow row : all) {
                out.writeInt(row.key().size());
                for (String part : row.key()) {
                    text(out, part);
                }
                out.writeInt(row.values().size());
                for (Map.Entry<String, Object> value : row.values().entrySet()) {
                    text(out, value.getKey());
                    value(out, value.getValue());
                }
            }
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.toByteArray());
        out.writeInt((int) crc.getValue());
        return bytes.toByteArray();
    }

    /**
     * What {@link #write} made, if it is of this host.
     *
     * @throws IOException saying what is wrong with the bytes
     */
    static SystemRows read(byte[] bytes, String host) throws IOException {
        int content = bytes.length - CHECKSUM;
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, Math.max(0, content));
        if (content < 0 || ByteBuffer.wrap(bytes).getInt(content) != (int) crc.getValue()) {
            throw new IOException("its checksum is wrong");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, content));
        if (in.readInt() != MAGIC) {
            throw new IOException("it is another kind of file");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("its version is " + version + ", and this release reads " + VERSION);
        }
        String written = text(in);
        if (!written.equals(host)) {
            throw new IOException("it is of node " + written + ", and this is node " + host);
        }
        SystemRows rows = new SystemRows();
        for (SystemTable table : SystemTable.values()) {
            for (int row = in.readInt(); row > 0; row--) {
                List<String> key = texts(in);
                for (int column = in.readInt(); column > 0; column--) {
                    rows.put(table, key, text(in), value(in));
                }
            }
        }
        return rows;
    }

    private static void value(DataOutputStream out, Object value) throws IOException {
        if (value instanceof String text) {
            out.writeByte(1);
            text(out, text);
        } else if (value instanceof UUID id) {
            out.writeByte(2);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof Boolean flag) {
            out.writeByte(3);
            out.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            out.writeByte(4);
            out.writeInt(number);
        } else if (value instanceof Instant time) {
            out.writeByte(5);
            out.writeLong(time.toEpochMilli());
        } else if (value instanceof List<?> list) {
            out.writeByte(6);
            out.writeInt(list.size());
            for (Object element : list) {
                text(out, (String) element);
            }
        } else {
            throw new IOException(
                    "system_schema has a value of " + value.getClass().getName());
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case 1 -> text(in);
            case 2 -> new UUID(in.readLong(), in.readLong());
            case 3 -> in.readBoolean();
            case 4 -> in.readInt();
            case 5 -> Instant.ofEpochMilli(in.readLong());
            case 6 -> texts(in);
            default -> throw new IOException("it has a value of the unknown type " + type);
        };
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(text(in));
        }
        return List.copyOf(texts);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
