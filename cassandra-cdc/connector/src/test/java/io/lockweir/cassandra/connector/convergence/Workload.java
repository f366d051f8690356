package io.lockweir.cassandra.connector.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random CQL: every way to write and to delete, few keys, timestamps that collide, come late and lie ahead, times to live that end at once and much
 * later. The same seed gives the same statements.
 */
final class Workload {
    /** Of their writes two thirds have a timestamp of a few, the others that of their time, in turns by partition. */
    private static final int PARTITIONS = 30;

    private static final String WALLET = Tables.KEYSPACE + ".wallet";
    private static final String TYPES = Tables.KEYSPACE + ".types";
    private static final String MARKS = Tables.KEYSPACE + ".marks";

    private final Random random;
    private final RandomValues values;
    private final List<String> typeColumns;
    private final long start;
    private final boolean untellable;
    private final boolean tiesWithExpired;
    private int partition;

    /**
     * Statements by seed.
     *
     * @param start in microseconds since 1970: timestamps of the future are an hour and more behind it
     * @param tiesWithExpired whether a write may have the timestamp of one that has expired. A node whose tables were compacted meanwhile made a tombstone of
     *     that, which wins, while in its memtable the later end wins: so only for nodes that are not restarted
     */
    Workload(long seed, long start, List<String> typeColumns, boolean tiesWithExpired) {
        this(seed, start, typeColumns, tiesWithExpired, true);
    }

    /**
     * The same for tables that are read, perhaps.
     *
     * @param untellable whether to do what no query tells of: tombstones with timestamps of the future, times to live of row markers
     */
    Workload(long seed, long start, List<String> typeColumns, boolean tiesWithExpired, boolean untellable) {
        this.untellable = untellable;
        this.tiesWithExpired = tiesWithExpired;
        this.random = new Random(seed);
        this.values = new RandomValues(random);
        this.typeColumns = typeColumns;
        this.start = start;
    }

    String next() {
        partition = random.nextInt(PARTITIONS);
        return switch (random.nextInt(32)) {
            case 0, 1, 2, 3, 4 -> insert();
            case 5, 6, 7, 8, 9 -> update();
            case 10, 11 -> deleteCells();
            case 12 -> "DELETE FROM " + WALLET + timestamp() + row();
            case 13, 14 -> "DELETE FROM " + WALLET + timestamp() + range();
            case 15 -> random.nextInt(3) == 0 ? "DELETE FROM " + WALLET + timestamp() + where() : insert();
            case 16, 17 -> statics();
            case 18 -> "INSERT INTO " + WALLET + " (p, c, d) VALUES (" + key() + ")" + usingOfMarker();
            case 19, 20 -> batch();
            case 21 -> lightweight();
            case 22 -> listIndex();
            case 23, 24, 25, 26 -> types();
            case 27, 28, 29 -> marks();
            default -> severalTables();
        };
    }

    private String insert() {
        return "INSERT INTO " + WALLET + " (p, c, d, a, b, f, l, m, n, t, u) VALUES (" + key() + ", "
                + values.nullOr(values::number) + ", " + values.nullOr(values::text) + ", "
                + values.several("[", values::number, "]") + ", " + values.nullOr(this::list) + ", "
                + values.nullOr(this::labels) + ", " + values.nullOr(this::map) + ", " + values.nullOr(this::set) + ", "
                + values.nullOr(values::pair) + ")" + usingOfMarker();
    }

    private String update() {
        List<String> changes = new ArrayList<>(List.of(
                "a = " + values.nullOr(values::number),
                "b = " + values.nullOr(values::text),
                values.some("l = l + " + list(), "l = " + list() + " + l", "l = " + list(), "l = l - " + list()),
                values.some("m['k'] = " + values.nullOr(values::number), "m = m + " + labels(), "m = m - {'j'}"),
                values.some(
                        "n[" + values.number() + "] = " + values.nullOr(values::text),
                        "n = n + " + map(),
                        "n = n - {" + values.number() + "}"),
                values.some("t = t + " + set(), "t = t - " + set(), "t = {}"),
                values.some(
                        "u.x = " + values.nullOr(values::number),
                        "u.y = " + values.nullOr(values::text),
                        "u = " + values.pair())));
        while (changes.size() > 1 && random.nextInt(3) > 0) {
            changes.remove(random.nextInt(changes.size()));
        }
        return "UPDATE " + WALLET + using() + " SET " + String.join(", ", changes) + row();
    }

    private String deleteCells() {
        return "DELETE "
                + values.some(
                        "a", "b", "f", "l", "m", "n", "t", "u", "n[" + values.number() + "]", "m['k']", "u.x", "u.y")
                + " FROM " + WALLET + timestamp() + row();
    }

    private String statics() {
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE " + values.some("s", "ss", "su", "su.x") + " FROM " + WALLET + timestamp() + where();
            case 1 ->
                "UPDATE " + WALLET + using() + " SET ss = ss " + values.some("+", "-") + " {" + values.number()
                        + "}, su.y = " + values.nullOr(values::text) + where();
            default ->
                "INSERT INTO " + WALLET + " (p, s, ss) VALUES (" + partition + ", " + values.nullOr(values::text)
                        + ", {" + values.number() + "})" + using();
        };
    }

    private String batch() {
        String deletion = "DELETE FROM " + WALLET + timestamp() + row();
        return batch(
                random.nextBoolean()
                        ? List.of(insert(), update(), deletion, insert())
                        : List.of(deletion, insert(), statics(), update()));
    }

    private String severalTables() {
        return batch(List.of(
                insert(),
                types(),
                "INSERT INTO " + Tables.KEYSPACE + ".other (p, v) VALUES (" + partition + ", 'not captured')",
                marks(),
                "DELETE FROM " + WALLET + timestamp() + row()));
    }

    private String batch(List<String> statements) {
        return "BEGIN " + values.some("", "UNLOGGED ") + "BATCH "
                + statements.stream().map(statement -> statement + ";").collect(Collectors.joining(" "))
                + " APPLY BATCH";
    }

    /** In partitions whose timestamps are those of their time. */
    private String lightweight() {
        partition = partition / 3 * 3;
        return values.some(
                "INSERT INTO " + WALLET + " (p, c, d, a, l) VALUES (" + key() + ", 7, ['lwt']) IF NOT EXISTS",
                "UPDATE " + WALLET + " SET b = 'lwt', n[7] = 'seven'" + row() + " IF a > 0",
                "DELETE FROM " + WALLET + row() + " IF EXISTS",
                "DELETE t FROM " + WALLET + row() + " IF a = 1");
    }

    private String listIndex() {
        partition = partition / 3 * 3;
        return values.some(
                "UPDATE " + WALLET + " SET l[0] = " + values.text() + row(),
                "DELETE l[0] FROM " + WALLET + row(),
                "UPDATE " + WALLET + " USING TTL 100000 SET l[1] = " + values.text() + row());
    }

    private String types() {
        String where = " WHERE k = " + values.some("'a'", "'b'") + " AND j = " + partition;
        List<String> columns =
                typeColumns.stream().filter(column -> random.nextInt(3) == 0).toList();
        if (columns.isEmpty() || random.nextInt(8) == 0) {
            return "DELETE FROM " + TYPES + timestamp() + where;
        }
        return "UPDATE " + TYPES + using() + " SET "
                + columns.stream()
                        .map(column -> column + " = " + values.nullOr(() -> values.of(column)))
                        .collect(Collectors.joining(", "))
                + where;
    }

    private String marks() {
        String row = " WHERE p = " + partition + " AND c = " + values.time();
        return switch (random.nextInt(6)) {
            case 0 -> "DELETE FROM " + MARKS + timestamp() + row + " AND q = " + values.address();
            case 1 ->
                "DELETE FROM " + MARKS + timestamp() + row + " AND q " + values.some("<", ">=") + values.address();
            default ->
                "INSERT INTO " + MARKS + " (p, c, q) VALUES (" + partition + ", " + values.time() + ", "
                        + values.address() + ")" + usingOfMarker();
        };
    }

    private String where() {
        return " WHERE p = " + partition;
    }

    private String row() {
        return where() + " AND c = " + values.number() + " AND d = " + values.text();
    }

    private String range() {
        return where()
                + switch (random.nextInt(4)) {
                    case 0 -> " AND c " + values.some("=", "<", "<=", ">", ">=") + " " + values.number();
                    case 1 ->
                        " AND c = " + values.number() + " AND d " + values.some("<", "<=", ">", ">=") + " "
                                + values.text();
                    case 2 -> " AND (c, d) > (" + values.number() + ", " + values.text() + ")";
                    default -> " AND c > " + values.number() + " AND c <= " + values.number();
                };
    }

    private String key() {
        return partition + ", " + values.number() + ", " + values.text();
    }

    private String timestamp() {
        return stamp().map(stamp -> " USING TIMESTAMP " + stamp).findFirst().orElse("");
    }

    private String using() {
        List<String> options =
                new ArrayList<>(stamp().map(stamp -> "TIMESTAMP " + stamp).toList());
        if (random.nextInt(4) == 0) {
            options.add("TTL "
                    + (tiesWithExpired || partition % 3 == 0
                            ? values.some("2", "3", "100000", "200000")
                            : values.some("100000", "200000")));
        }
        return options.isEmpty() ? "" : " USING " + String.join(" AND ", options);
    }

    private String usingOfMarker() {
        return untellable ? using() : timestamp();
    }

    private Stream<Long> stamp() {
        return switch (partition % 3) {
            case 0 -> Stream.empty();
            case 1 -> Stream.of(1_000L + random.nextInt(60));
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> Stream.of(start + (untellable ? 3_600_000_000L : -2_000) + random.nextInt(4));
                    case 1 -> Stream.of(start - random.nextInt(1_000));
                    default -> Stream.of(-5L + random.nextInt(100_000));
                };
        };
    }

    private String list() {
        return "[" + values.text() + ", " + values.text() + "]";
    }

    private String labels() {
        return values.some("{'k': 1, '': 2}", "{'j': 3}", "{}");
    }

    private String map() {
        return "{" + values.number() + ": " + values.text() + ", 9: " + values.text() + "}";
    }

    private String set() {
        return "{" + values.number() + ", 1000}";
    }
}
