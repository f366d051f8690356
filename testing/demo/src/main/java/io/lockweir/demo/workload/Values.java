package io.lockweir.demo.workload;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.canary.Canaries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random values of one writer: names from many scripts, nulls, large texts, and now and then a canary. The first value asked
 * for an encrypted column is always the writer's own canary, so that none stays unplanted. Not thread-safe.
 */
final class Values {
    private static final List<String> NAMES = List.of(
            "Zoë Müller",
            "Łukasz Żółć",
            "Nguyễn Thị Ánh",
            "李小龍",
            "山田 太郎",
            "Дмитрий Щукин",
            "Γεώργιος",
            "محمد علي",
            "דנה לוי",
            "अमित शर्मा",
            "O'Brien \"Bob\"",
            "e\u0301tienne",
            "𝔉𝔯𝔞𝔨𝔱𝔲𝔯",
            "Müller-Lüdenscheidt",
            "👩‍💻 Ada",
            "back\\slash",
            "tab\tand\nnewline");
    private static final List<String> WORDS = List.of(
            "coffee",
            "libro",
            "Fahrschein",
            "寿司",
            "кофе",
            "naïve",
            "résumé",
            "€ cash",
            "100 % wool",
            "a,b;c",
            "{}",
            "null",
            "✓");
    private static final OffsetDateTime EPOCH = OffsetDateTime.of(2026, 1, 5, 0, 0, 0, 0, ZoneOffset.UTC);
    /** Incompressible, over PostgreSQL's 8 KB page: such a value is stored out of line. */
    private static final int LARGE_TEXT_MIN = 8_500;

    private static final int ONE_CANARY_IN = 40;

    private final RandomGenerator random;
    private final Canaries canaries;
    private final int writer;
    private final Set<String> planted = new HashSet<>();

    Values(RandomGenerator random, Canaries canaries, int writer) {
        this.random = random;
        this.canaries = canaries;
        this.writer = writer;
    }

    /** True in the given fraction of the calls. */
    boolean in(double fraction) {
        return random.nextDouble() < fraction;
    }

    RandomGenerator random() {
        return random;
    }

    private @Nullable String canary(BankTable table, String column) {
        if (planted.add(table + "." + column)) {
            return canaries.of(table, column, writer).token();
        }
        return random.nextInt(ONE_CANARY_IN) == 0
                ? canaries.of(table, column, random.nextInt(Canaries.PER_COLUMN))
                        .token()
                : null;
    }

    private boolean isNull(double nulls, @Nullable String canary) {
        return canary == null && in(nulls);
    }

    String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    String name(BankTable table, String column) {
        String canary = canary(table, column);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return canary == null ? name + " " + digits(4) : name + " " + canary;
    }

    /** A code of letters and digits, as an e-mail address, a card or an account number has. */
    String code(BankTable table, String column, String prefix, int digits, String suffix) {
        String canary = canary(table, column);
        return prefix + (canary == null ? digits(digits) : canary) + suffix;
    }

    @Nullable
    String nullable(BankTable table, String column, double nulls, String prefix, String suffix) {
        String canary = canary(table, column);
        return isNull(nulls, canary) ? null : prefix + (canary == null ? digits(9) : canary) + suffix;
    }

    /** Mostly null, sometimes short, sometimes longer than a page. */
    @Nullable
    String note(BankTable table, String column) {
        String canary = canary(table, column);
        if (isNull(0.7, canary)) {
            return null;
        }
        String body = in(0.08) ? largeText() : word() + " " + word();
        return canary == null ? body : body + " " + canary + " " + word();
    }

    private String largeText() {
        byte[] bytes = new byte[LARGE_TEXT_MIN / 2 + random.nextInt(1_000)];
        random.nextBytes(bytes);
        return "ünïcödé " + HexFormat.of().formatHex(bytes);
    }

    String json(BankTable table, String column) {
        String canary = canary(table, column);
        return "{\"id\": %d, \"rate\": %d.%d0, \"word\": \"%s\", \"list\": [1, null, true], \"deep\": {\"secret\": \"%s\"}}"
                .formatted(
                        random.nextInt(1_000_000),
                        random.nextInt(100),
                        random.nextInt(100),
                        word(),
                        canary == null ? digits(6) : canary);
    }

    String clearJson() {
        return "{\"limit\": %d, \"notify\": %b, \"tag\": \"%s\"}".formatted(random.nextInt(9_999), in(0.5), word());
    }

    BigDecimal amount(BankTable table, String column) {
        String canary = canary(table, column);
        return canary == null
                ? new BigDecimal(BigInteger.valueOf(random.nextLong(-10_000_000_000L, 10_000_000_000L)), 4)
                : new BigDecimal(canary);
    }

    @Nullable
    BigDecimal nullableAmount(BankTable table, String column) {
        String canary = canary(table, column);
        if (isNull(0.3, canary)) {
            return null;
        }
        return canary == null
                ? new BigDecimal(BigInteger.valueOf(random.nextLong(1_000_000_000L)), 4)
                : new BigDecimal(canary);
    }

    @Nullable
    LocalDate date(BankTable table, String column) {
        String canary = canary(table, column);
        if (isNull(0.1, canary)) {
            return null;
        }
        return canary == null ? LocalDate.of(1920, 1, 1).plusDays(random.nextInt(36_000)) : LocalDate.parse(canary);
    }

    LocalDate clearDate() {
        return LocalDate.of(2001, 1, 1).plusDays(random.nextInt(9_000));
    }

    byte @Nullable [] bytes(BankTable table, String column) {
        String canary = canary(table, column);
        if (isNull(0.5, canary)) {
            return null;
        }
        byte[] secret = canary == null ? new byte[0] : HexFormat.of().parseHex(canary);
        byte[] bytes = new byte[random.nextInt(60) + secret.length];
        random.nextBytes(bytes);
        System.arraycopy(secret, 0, bytes, bytes.length - secret.length, secret.length);
        return bytes;
    }

    @Nullable
    String @Nullable [] texts(BankTable table, String column) {
        String canary = canary(table, column);
        if (isNull(0.15, canary)) {
            return null;
        }
        @Nullable String[] texts = new @Nullable String[random.nextInt(4) + (canary == null ? 0 : 1)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in(0.1) ? null : "+" + digits(9) + " " + word();
        }
        if (canary != null) {
            texts[texts.length - 1] = "+" + canary;
        }
        return texts;
    }

    @Nullable
    String @Nullable [] clearTexts() {
        return in(0.2) ? null : new @Nullable String[] {word(), in(0.2) ? null : word()};
    }

    @Nullable
    Integer @Nullable [] numbers() {
        return in(0.2) ? null : new @Nullable Integer[] {random.nextInt(), null, random.nextInt(100)};
    }

    /** Within three days, so that a table partitioned by day has few partitions. */
    OffsetDateTime time() {
        return EPOCH.plus(random.nextLong(3L * 24 * 3600 * 1_000_000), ChronoUnit.MICROS);
    }
}
