package io.lockweir.cassandra.format.oracle;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Tables of every shape: as they were when the log is written, and as they are, some columns dropped, when it is read. */
final class RandomSchema {

    private static final String KEYSPACE = "ks";

    /** Within the timestamps that the oracle writes. */
    private static final long DROPPED_AT = 1_795_000_500_000_000L;

    private final Random random;
    private final RandomTypes types;
    private final List<TableSchema> tables = new ArrayList<>();

    RandomSchema(long seed, boolean vectors) {
        random = new Random(seed);
        types = new RandomTypes(random, vectors, KEYSPACE);
        List<Column> each = new ArrayList<>();
        RandomTypes.simple().forEach(type -> each.add(Column.regular("c_" + type, type)));
        add("each_type", keys(1), clusterings(2), List.of(Column.ofStatic("s", Native.INT)), each);
        add("key_only", keys(2), clusterings(1), List.of(), List.of());
        add("no_clustering", keys(1), List.of(), List.of(), columns(6, false));
        add("wide", keys(1), clusterings(1), List.of(), columns(90, false));
        add("counters", keys(1), clusterings(1), List.of(), List.of(Column.regular("n", Native.COUNTER)));
        for (int i = 0; i < 10; i++) {
            List<Column> statics = random.nextBoolean() ? columns(1 + random.nextInt(4), true) : List.of();
            add(
                    "t" + i,
                    keys(1 + random.nextInt(3)),
                    clusterings(1 + random.nextInt(4)),
                    statics,
                    columns(random.nextInt(12), false));
        }
    }

    /** One table of five columns, for a plain log. */
    RandomSchema() {
        random = new Random(0);
        types = new RandomTypes(random, false, KEYSPACE);
        add(
                "plain",
                List.of(Column.partitionKey("id", Native.BIGINT)),
                List.of(Column.clustering("at", Native.TIMESTAMP, Order.DESCENDING)),
                List.of(),
                List.of(
                        Column.regular("amount", Native.DECIMAL),
                        Column.regular("currency", Native.ASCII),
                        Column.regular("note", Native.ASCII),
                        Column.regular("payer", Native.UUID),
                        Column.regular("payee", Native.UUID)));
    }

    List<CqlType.UserDefined> userTypes() {
        return types.userTypes();
    }

    /** With their dropped columns. */
    List<TableSchema> tables() {
        return List.copyOf(tables);
    }

    private void add(
            String name, List<Column> keys, List<Column> clusterings, List<Column> statics, List<Column> regulars) {
        List<Column> dropped = new ArrayList<>();
        List<Column> staticsNow = new ArrayList<>();
        List<Column> regularsNow = new ArrayList<>();
        statics.forEach(column -> dropSome(column, staticsNow, dropped));
        regulars.forEach(column -> dropSome(column, regularsNow, dropped));
        TableId id = TableId.of(new UUID(random.nextLong(), random.nextLong()));
        tables.add(new TableSchema(id, KEYSPACE, name, keys, clusterings, staticsNow, regularsNow, dropped));
    }

    private void dropSome(Column column, List<Column> now, List<Column> dropped) {
        boolean canBeDropped = column.name().startsWith("random")
                && !(column.type() instanceof CqlType.UserDefined user && user.frozen() == Frozen.NO);
        if (!canBeDropped || random.nextInt(6) != 0) {
            now.add(column);
            return;
        }
        dropped.add(column.droppedAt(DROPPED_AT + random.nextInt(100_000_000)));
        if (random.nextBoolean()) {
            now.add(column);
        }
    }

    private List<Column> keys(int size) {
        List<Column> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            keys.add(Column.partitionKey("pk" + i, random.nextInt(3) == 0 ? types.key() : Native.INT));
        }
        return keys;
    }

    private List<Column> clusterings(int size) {
        List<Column> clusterings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            clusterings.add(Column.clustering(
                    "ck" + i, types.key(), random.nextBoolean() ? Order.ASCENDING : Order.DESCENDING));
        }
        return clusterings;
    }

    private List<Column> columns(int size, boolean statics) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = "random " + (statics ? "Größe" : "Q\"") + random.nextInt(1000) + "_" + i;
            CqlType type = types.column();
            columns.add(statics ? Column.ofStatic(name, type) : Column.regular(name, type));
        }
        return columns;
    }
}
