package io.lockweir.cassandra.connector.snapshot;

import java.util.Random;

/** Writes of every kind to a table (id, n; s static; v int, w text, t set, m map, l list, p point). */
final class RandomStatements {
    private final String table;
    private final Random random;

    RandomStatements(String table, Random random) {
        this.table = table;
        this.random = random;
    }

    String next() {
        int id = random.nextInt(4);
        String row = " WHERE id = " + id + " AND n = " + random.nextInt(6);
        int x = random.nextInt(5);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> insert(id, random.nextInt(6), x);
            case 3 -> "UPDATE " + table + using(true) + " SET v = " + x + row;
            case 4 -> "UPDATE " + table + using(true) + " SET w = 'w" + x + "', v = null" + row;
            case 5 -> "UPDATE " + table + using(true) + " SET s = 's" + x + "' WHERE id = " + id;
            case 6 -> "DELETE s FROM " + table + using(false) + " WHERE id = " + id;
            case 7 -> "DELETE v, w FROM " + table + using(false) + row;
            case 8 -> "DELETE FROM " + table + using(false) + row;
            case 9 -> "DELETE FROM " + table + using(false) + " WHERE id = " + id + " AND n >= " + x;
            case 10 -> "DELETE FROM " + table + using(false) + " WHERE id = " + id;
            case 11 -> "UPDATE " + table + using(true) + " SET t = t + {" + x + "}, m[" + x + "] = 'e'" + row;
            case 12 -> "UPDATE " + table + using(false) + " SET t = t - {" + x + "}" + row;
            case 13 -> "UPDATE " + table + using(true) + " SET t = {" + x + ", 9}, m = {" + x + ": 'o'}" + row;
            case 14 -> "DELETE m[" + x + "], p FROM " + table + using(false) + row;
            case 15 -> "UPDATE " + table + using(true) + " SET p.x = " + x + row;
            case 16 -> "UPDATE " + table + using(true) + " SET p = {x: " + x + ", y: 1}" + row;
            case 17 -> "UPDATE " + table + " SET l = l + [" + x + "]" + row;
            case 18 -> "UPDATE " + table + " SET l = [" + x + "] + l" + row;
            default -> "UPDATE " + table + using(true) + " SET l = [" + x + ", 8], v = 5" + row;
        };
    }

    private String insert(int id, int n, int x) {
        return "INSERT INTO " + table + " (id, n, v, w) VALUES (" + id + ", " + n + ", " + x + ", "
                + (random.nextBoolean() ? "null" : "'i'") + ")" + using(true);
    }

    /** Mostly now; sometimes of an hour before, of some other time, or of an end to come. */
    private String using(boolean mayEnd) {
        return switch (random.nextInt(8)) {
            case 0 -> " USING TIMESTAMP " + ((System.currentTimeMillis() - 3_600_000L) * 1000 + random.nextInt(20));
            case 1 -> mayEnd ? " USING TTL " + (2 + random.nextInt(3)) : "";
            case 2 -> mayEnd ? " USING TTL 5000" : "";
            default -> "";
        };
    }
}
