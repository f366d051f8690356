package io.lockweir.demo.ledger;

import static io.lockweir.demo.ledger.LedgerCanaries.Place.AMOUNTS;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.AMOUNTS_KEY;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.CONTACTS;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.DOCUMENT;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.PAYEE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Standing orders: a key of two and two columns, a user type, collections and the less common types. Keys meet again and again. */
final class StandingOrderWrites implements LedgerWrites {
    private static final int DAYS = 20;
    private static final String PARTITION = " WHERE region = ? AND customer = ?";
    private static final String KEY = PARTITION + " AND due = ? AND number = ?";

    private final LedgerValues values;
    private final List<UUID> customers = new ArrayList<>();

    StandingOrderWrites(LedgerValues values) {
        this.values = values;
        for (int i = 0; i < 12; i++) {
            customers.add(values.uuid());
        }
    }

    @Override
    public Write next() {
        int ofThousand = values.below(1_000);
        if (ofThousand < 420) {
            return insert();
        }
        if (ofThousand < 800) {
            return update(ofThousand);
        }
        return delete(ofThousand);
    }

    private List<@Nullable Object> key() {
        List<@Nullable Object> key = new ArrayList<>();
        key.add(region());
        key.add(customer());
        key.add(values.day(DAYS));
        key.add(values.below(4));
        return key;
    }

    private String region() {
        return values.in(0.5) ? "north" : "süd";
    }

    private UUID customer() {
        return customers.get(values.below(customers.size()));
    }

    private Write insert() {
        List<@Nullable Object> row = key();
        row.add(values.name(PAYEE));
        row.add(values.in(0.3) ? null : values.code(PAYEE));
        row.add(values.in(0.2) ? null : amounts());
        row.add(values.in(0.2) ? null : contacts());
        row.add(reminders());
        row.add(values.in(0.5) ? null : values.bytes(DOCUMENT));
        row.add(values.total());
        row.add(values.in(0.1) ? null : values.random().nextDouble() * 200 - 100);
        row.add(values.random().nextFloat());
        row.add((short) values.random().nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1));
        row.add((byte) values.random().nextInt(Byte.MIN_VALUE, Byte.MAX_VALUE + 1));
        // Iceberg's times are of microseconds.
        row.add(LocalTime.ofNanoOfDay(values.random().nextLong(86_400_000_000L) * 1_000));
        row.add(values.period());
        row.add(values.timeUuid());
        row.add(values.address());
        row.add(values.in(0.2) ? null : values.below(1_000));
        row.add(values.word());
        row.add(values.profile());
        boolean ends = values.in(0.1);
        int ttl = ends ? values.timeToLive() : 0;
        String insert =
                "INSERT INTO KS.standing_orders (region, customer, due, number, payee, amounts, contacts, reminders,"
                        + " document, total, rate, score, attempts, priority, executed_at, period, made, origin, span, profile)"
                        + " VALUES (?, ?, ?, ?, {name: ?, iban: ?}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (?, ?), ?)";
        return ends
                ? Write.of(WriteKind.INSERT_TTL, insert + " USING TTL " + ttl, row.toArray())
                        .ending(ttl)
                : Write.of(WriteKind.INSERT, insert, row.toArray());
    }

    private Map<String, BigDecimal> amounts() {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (int i = values.below(3); i >= 0; i--) {
            amounts.put(values.code(AMOUNTS_KEY), values.amount(AMOUNTS));
        }
        return amounts;
    }

    private List<String> contacts() {
        List<String> contacts = new ArrayList<>();
        for (int i = values.below(3); i >= 0; i--) {
            contacts.add(values.in(0.2) ? "twice" : values.code(CONTACTS));
        }
        return contacts;
    }

    private Map<Integer, String> reminders() {
        Map<Integer, String> reminders = new HashMap<>();
        values.words(3).forEach(word -> reminders.put(values.below(10), word));
        return reminders;
    }

    private Write update(int ofThousand) {
        if (ofThousand < 480) {
            return set(WriteKind.UPDATE, "payee = {name: ?, iban: ?}", values.name(PAYEE), values.code(PAYEE));
        }
        if (ofThousand < 530) {
            return set(
                    WriteKind.UPDATE,
                    "payee.name = ?, rate = ?",
                    values.name(PAYEE),
                    values.random().nextDouble());
        }
        if (ofThousand < 580) {
            return set(WriteKind.UPDATE_COLLECTION, "amounts = amounts + ?", amounts());
        }
        if (ofThousand < 630) {
            return set(WriteKind.UPDATE_COLLECTION, "amounts = ?, contacts = ?", amounts(), contacts());
        }
        if (ofThousand < 680) {
            return set(WriteKind.UPDATE_COLLECTION, "contacts = contacts + ?", contacts());
        }
        if (ofThousand < 710) {
            return set(WriteKind.UPDATE_COLLECTION, "contacts = ? + contacts", contacts());
        }
        if (ofThousand < 750) {
            return set(WriteKind.UPDATE_COLLECTION, "reminders[?] = ?", values.below(10), values.word());
        }
        int ttl = values.timeToLive();
        List<@Nullable Object> bound = new ArrayList<>(List.of(values.below(99), "ends", reminders()));
        bound.addAll(key());
        return Write.of(
                        WriteKind.UPDATE_TTL,
                        "UPDATE KS.standing_orders USING TTL " + ttl + " SET span = (?, ?), reminders = reminders + ?"
                                + KEY,
                        bound.toArray())
                .ending(ttl);
    }

    private Write set(WriteKind kind, String assignments, Object... bound) {
        List<@Nullable Object> all = new ArrayList<>(List.of(bound));
        all.addAll(key());
        return Write.of(kind, "UPDATE KS.standing_orders SET " + assignments + KEY, all.toArray());
    }

    private Write delete(int ofThousand) {
        if (ofThousand < 840) {
            return Write.of(
                    WriteKind.DELETE_CELL,
                    "DELETE payee, total, amounts, profile FROM KS.standing_orders" + KEY,
                    key().toArray());
        }
        if (ofThousand < 860) {
            return element("payee.iban");
        }
        if (ofThousand < 880) {
            return set(WriteKind.DELETE_ELEMENT, "contacts = contacts - ?", List.of("twice"));
        }
        if (ofThousand < 900) {
            List<@Nullable Object> bound = new ArrayList<>(List.of(values.below(10)));
            bound.addAll(key());
            return Write.of(
                    WriteKind.DELETE_ELEMENT, "DELETE reminders[?] FROM KS.standing_orders" + KEY, bound.toArray());
        }
        if (ofThousand < 950) {
            return Write.of(WriteKind.DELETE_ROW, "DELETE FROM KS.standing_orders" + KEY, key().toArray());
        }
        if (ofThousand < 992) {
            return range();
        }
        return Write.of(WriteKind.DELETE_PARTITION, "DELETE FROM KS.standing_orders" + PARTITION, region(), customer());
    }

    private Write element(String element) {
        return Write.of(
                WriteKind.DELETE_ELEMENT, "DELETE " + element + " FROM KS.standing_orders" + KEY, key().toArray());
    }

    private Write range() {
        LocalDate due = values.day(DAYS);
        String from = "DELETE FROM KS.standing_orders" + PARTITION;
        return switch (values.below(4)) {
            case 0 -> Write.of(WriteKind.DELETE_RANGE, from + " AND due = ?", region(), customer(), due);
            case 1 ->
                Write.of(
                        WriteKind.DELETE_RANGE,
                        from + " AND due = ? AND number > ?",
                        region(),
                        customer(),
                        due,
                        values.below(3));
            case 2 ->
                Write.of(
                        WriteKind.DELETE_RANGE,
                        from + " AND due >= ? AND due < ?",
                        region(),
                        customer(),
                        due,
                        due.plusDays(2));
            default ->
                Write.of(WriteKind.DELETE_RANGE, from + " AND due > ?", region(), customer(), due.plusDays(DAYS - 4));
        };
    }
}
