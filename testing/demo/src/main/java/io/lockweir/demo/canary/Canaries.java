package io.lockweir.demo.canary;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.Column;
import io.lockweir.demo.bank.ColumnKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The canaries of a run: the same number for every encrypted column. Immutable. */
public final class Canaries {
    /** With the 19 encrypted columns of the bank: 76 canaries. */
    public static final int PER_COLUMN = 4;

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    /** Of texts in characters, of bytes in bytes. */
    public static final int TOKEN_LENGTH = 20;

    private final List<Canary> all = new ArrayList<>();
    private final Map<String, List<Canary>> byField = new HashMap<>();

    public Canaries(RandomGenerator random) {
        for (BankTable table : BankTable.values()) {
            for (Column column : table.columns()) {
                for (int i = 0; column.encrypted() && i < PER_COLUMN; i++) {
                    Canary canary = new Canary(
                            table.tableName() + "." + column.name(), column.kind(), token(column.kind(), random));
                    all.add(canary);
                    byField.computeIfAbsent(canary.field(), field -> new ArrayList<>())
                            .add(canary);
                }
            }
        }
    }

    public List<Canary> all() {
        return List.copyOf(all);
    }

    /** One of an encrypted column's canaries, chosen by {@code index} modulo their number. */
    public Canary of(BankTable table, String column, int index) {
        List<Canary> canaries = byField.get(table.tableName() + "." + column);
        if (canaries == null) {
            throw new IllegalArgumentException(column + " of " + table + " is not encrypted: it has no canary");
        }
        return canaries.get(Math.floorMod(index, canaries.size()));
    }

    /** A token that is to be found nowhere else. */
    public static String token(ColumnKind kind, RandomGenerator random) {
        return switch (kind) {
            // 23 digits: ten bytes in binary, too many to occur by chance, and within numeric(24, 4).
            case NUMERIC -> digits(19, random) + "." + digits(4, random);
            // A year that no other date has.
            case DATE ->
                LocalDate.of(random.nextInt(4000, 9000), 1, 1)
                        .plusDays(random.nextInt(365))
                        .toString();
            case BYTES -> {
                byte[] bytes = new byte[TOKEN_LENGTH];
                random.nextBytes(bytes);
                yield HexFormat.of().formatHex(bytes);
            }
            default -> text(random);
        };
    }

    private static String digits(int count, RandomGenerator random) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('1' + random.nextInt(9)));
        }
        return digits.toString();
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder(TOKEN_LENGTH);
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
