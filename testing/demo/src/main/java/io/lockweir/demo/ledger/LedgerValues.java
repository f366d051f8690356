package io.lockweir.demo.ledger;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.ledger.LedgerCanaries.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Random values for one table. The first values asked for a place are its canaries, so that none stays unplanted; later ones hold one now and
 * then. Not thread-safe.
 */
final class LedgerValues {
    private static final List<String> NAMES = List.of(
            "Zoë Müller",
            "Łukasz Żółć",
            "李小龍",
            "Дмитрий Щукин",
            "محمد علي",
            "O'Brien \"Bob\"",
            "👩‍💻 Ada",
            "tab\tand\nnewline",
            "");
    private static final List<String> WORDS =
            List.of("rent", "salary", "寿司", "naïve", "€ cash", "a,b;c", "{}", "null", "✓", "groceries", "fuel");
    private static final Instant EPOCH = Instant.parse("2026-01-05T00:00:00Z");
    private static final int ONE_CANARY_IN = 40;

    private final RandomGenerator random;
    private final LedgerCanaries canaries;
    private final Map<Place, Integer> asked = new EnumMap<>(Place.class);

    LedgerValues(RandomGenerator random, LedgerCanaries canaries) {
        this.random = random;
        this.canaries = canaries;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean in(double fraction) {
        return random.nextDouble() < fraction;
    }

    private boolean plants(Place place) {
        return asked.merge(place, 1, Integer::sum) <= Canaries.PER_COLUMN || random.nextInt(ONE_CANARY_IN) == 0;
    }

    private String canary(Place place) {
        return canaries.token(place, asked.getOrDefault(place, 0) - 1);
    }

    /** A text of people, perhaps empty. */
    String name(Place place) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return plants(place) ? name + canary(place) : name;
    }

    /** Letters and digits, as of an account. */
    String code(Place place) {
        return plants(place) ? "XX" + canary(place) : "XX" + random.nextLong(1_000_000_000_000L);
    }

    /** Of any scale up to four, negative ones too. */
    BigDecimal amount(Place place) {
        return plants(place)
                ? new BigDecimal(canary(place))
                : new BigDecimal(
                        BigInteger.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L)), random.nextInt(-2, 5));
    }

    BigDecimal clearAmount() {
        return new BigDecimal(BigInteger.valueOf(random.nextLong(100_000L)), 2);
    }

    ByteBuffer bytes(Place place) {
        byte[] bytes = plants(place)
                ? HexFormat.of().parseHex(canary(place))
                : new byte[in(0.05) ? 20_000 : random.nextInt(40)];
        if (bytes.length != Canaries.TOKEN_LENGTH) {
            random.nextBytes(bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    List<String> words(int most) {
        return random.ints(random.nextInt(most + 1), 0, WORDS.size())
                .mapToObj(WORDS::get)
                .toList();
    }

    Instant time() {
        return EPOCH.plusMillis(random.nextLong(30L * 24 * 3600 * 1_000));
    }

    LocalDate day(int days) {
        return LocalDate.of(2026, 3, 1).plusDays(random.nextInt(days));
    }

    /** Beyond 64 bits. */
    BigInteger total() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return new BigInteger(bytes);
    }

    CqlDuration period() {
        return CqlDuration.newInstance(random.nextInt(24), random.nextInt(31), random.nextLong(3_600_000_000_000L));
    }

    InetAddress address() {
        byte[] bytes = new byte[in(0.5) ? 4 : 16];
        random.nextBytes(bytes);
        // Neither mapped nor compatible addresses of version 4.
        bytes[0] = 32;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    CqlVector<Float> profile() {
        return CqlVector.newInstance(random.nextFloat(), -random.nextFloat(), (float) random.nextInt(9));
    }

    RandomGenerator random() {
        return random;
    }

    UUID timeUuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x1000L, (random.nextLong() >>> 2) | 0x8000000000000000L);
    }

    UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | 0x8000000000000000L);
    }

    /** Seconds, few: a run waits for the last one to end. */
    int timeToLive() {
        return random.nextInt(2, 7);
    }
}
