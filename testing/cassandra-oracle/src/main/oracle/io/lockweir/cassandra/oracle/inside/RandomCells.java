package io.lockweir.cassandra.oracle.inside;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeSet;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.LivenessInfo;
import org.apache.cassandra.db.context.CounterContext;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.db.marshal.MapType;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.db.marshal.ShortType;
import org.apache.cassandra.db.marshal.TimeUUIDType;
import org.apache.cassandra.db.marshal.UserType;
import org.apache.cassandra.db.rows.BufferCell;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.CellPath;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.utils.ByteBufferUtil;
import org.apache.cassandra.utils.CounterId;

/** Cells, row markers and deletions with all kinds of times. */
final class RandomCells {

    /** November 2026. */
    static final int NOW = 1_795_000_000;

    private static final long NOW_MICROS = NOW * 1_000_000L;
    private static final int TWENTY_YEARS = 630_720_000;

    private final Random random;
    private final RandomBytes bytes;
    private long statement = NOW_MICROS;

    RandomCells(Random random, RandomBytes bytes) {
        this.random = random;
        this.bytes = bytes;
    }

    void newStatement() {
        statement = NOW_MICROS + random.nextInt(1_000_000_000);
    }

    long statementTimestamp() {
        return statement;
    }

    private long timestamp() {
        switch (random.nextInt(20)) {
            case 0:
                return random.nextLong() | 1;
            case 1:
                return random.nextInt(1000);
            case 2, 3:
                return statement - random.nextInt(1_000_000);
            default:
                return statement;
        }
    }

    private int ttl() {
        return 1 + (random.nextBoolean() ? random.nextInt(100_000) : random.nextInt(TWENTY_YEARS));
    }

    private int now() {
        return random.nextInt(10) == 0 ? Integer.MAX_VALUE - 1 - random.nextInt(1000) : NOW + random.nextInt(1000);
    }

    LivenessInfo liveness() {
        switch (random.nextInt(4)) {
            case 0:
                return LivenessInfo.EMPTY;
            case 1:
                return LivenessInfo.create(timestamp(), ttl(), now());
            default:
                return LivenessInfo.create(timestamp(), 0, now());
        }
    }

    /** By reflection: 4.1 has a constructor of an int, 5.0 a method of a long. */
    DeletionTime deletion() {
        try {
            for (Method method : DeletionTime.class.getMethods()) {
                if (method.getName().equals("build")) {
                    return (DeletionTime) method.invoke(null, timestamp(), (long) now());
                }
            }
            Constructor<DeletionTime> constructor = DeletionTime.class.getConstructor(long.class, int.class);
            return constructor.newInstance(timestamp(), now());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void addLive(Row.Builder row, ColumnMetadata column) {
        if (column.isSimple()) {
            row.addCell(BufferCell.live(column, statement, bytes.some(column.type)));
        } else {
            row.addComplexDeletion(column, deletion());
            addElements(row, column, LivenessInfo.EMPTY, true);
        }
    }

    void add(Row.Builder row, ColumnMetadata column, LivenessInfo liveness) {
        if (column.isSimple()) {
            row.addCell(cell(column, liveness, null, column.type, false));
            return;
        }
        if (random.nextBoolean()) {
            row.addComplexDeletion(column, deletion());
        }
        addElements(row, column, liveness, false);
    }

    private void addElements(Row.Builder row, ColumnMetadata column, LivenessInfo liveness, boolean live) {
        AbstractType<?> type = column.type;
        int size = random.nextInt(5);
        if (type instanceof ListType) {
            for (int i = 0; i < size; i++) {
                addElement(row, column, liveness, bytes.full(TimeUUIDType.instance), ((ListType<?>) type).getElementsType(), live);
            }
        } else if (type instanceof SetType) {
            AbstractType<?> element = ((SetType<?>) type).getElementsType();
            for (ByteBuffer path : sorted(element, size)) {
                addElement(row, column, liveness, path, null, live);
            }
        } else if (type instanceof MapType) {
            for (ByteBuffer path : sorted(((MapType<?, ?>) type).getKeysType(), size)) {
                addElement(row, column, liveness, path, ((MapType<?, ?>) type).getValuesType(), live);
            }
        } else {
            UserType user = (UserType) type;
            for (short i = 0; i < user.size(); i++) {
                if (random.nextBoolean()) {
                    addElement(row, column, liveness, ShortType.instance.decompose(i), user.type(i), live);
                }
            }
        }
    }

    private TreeSet<ByteBuffer> sorted(AbstractType<?> type, int size) {
        TreeSet<ByteBuffer> values = new TreeSet<>(type);
        for (int i = 0; i < size; i++) {
            values.add(bytes.full(type));
        }
        return values;
    }

    private void addElement(
            Row.Builder row, ColumnMetadata column, LivenessInfo liveness, ByteBuffer path, AbstractType<?> type, boolean live) {
        row.addCell(live
                ? BufferCell.live(column, statement, value(type), CellPath.create(path))
                : cell(column, liveness, CellPath.create(path), type, true));
    }

    private ByteBuffer value(AbstractType<?> type) {
        return type == null ? ByteBufferUtil.EMPTY_BYTE_BUFFER : bytes.some(type);
    }

    private Cell<?> cell(ColumnMetadata column, LivenessInfo liveness, CellPath path, AbstractType<?> type, boolean complex) {
        long timestamp = random.nextInt(3) > 0 && !liveness.isEmpty() ? liveness.timestamp() : timestamp();
        if (column.type.isCounter()) {
            return counter(column, timestamp);
        }
        switch (random.nextInt(6)) {
            case 0:
                return complex
                        ? BufferCell.tombstone(column, timestamp, now(), path)
                        : BufferCell.tombstone(column, timestamp, now());
            case 1:
                return BufferCell.expiring(column, timestamp, ttl(), now(), value(type), path);
            case 2:
                if (liveness.isExpiring()) {
                    int expiration = (int) (long) liveness.localExpirationTime();
                    return new BufferCell(column, timestamp, liveness.ttl(), expiration, value(type), path);
                }
                return BufferCell.live(column, timestamp, value(type), path);
            default:
                return BufferCell.live(column, timestamp, value(type), path);
        }
    }

    private Cell<?> counter(ColumnMetadata column, long timestamp) {
        if (random.nextInt(5) == 0) {
            return BufferCell.tombstone(column, timestamp, now());
        }
        ByteBuffer shards = CounterContext.instance().createGlobal(CounterId.generate(), random.nextInt(1000), random.nextLong());
        return BufferCell.live(column, timestamp, shards);
    }
}
