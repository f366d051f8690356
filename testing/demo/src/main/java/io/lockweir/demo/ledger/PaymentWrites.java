package io.lockweir.demo.ledger;

import static io.lockweir.demo.ledger.LedgerCanaries.Place.AMOUNT;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.COUNTERPARTY;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.HOLDER;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.IBAN;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.MEMO;

import java.util.HashSet;
import java.util.Set;

/** Payments: a partition for each account, the newest payment first, static columns about the holder. */
final class PaymentWrites implements LedgerWrites {
    private static final int ACCOUNTS = 50;
    private static final String KEY = " WHERE account = ? AND payment = ?";

    private final LedgerValues values;
    private final long[] next = new long[ACCOUNTS];

    PaymentWrites(LedgerValues values) {
        this.values = values;
    }

    @Override
    public Write next() {
        int account = values.below(ACCOUNTS);
        int ofThousand = values.below(1_000);
        if (ofThousand < 480) {
            return insert(account);
        }
        if (ofThousand < 750) {
            return update(account, ofThousand);
        }
        if (ofThousand < 800) {
            return Write.of(
                    WriteKind.UPDATE_STATIC,
                    "UPDATE KS.payments SET holder = ?, iban = ?, overdraft = ? WHERE account = ?",
                    values.name(HOLDER),
                    values.code(IBAN),
                    values.in(0.3) ? null : values.clearAmount(),
                    account);
        }
        if (ofThousand < 850) {
            return batch(account);
        }
        return delete(account, ofThousand);
    }

    private Write insert(int account) {
        long payment = ++next[account];
        Object[] row = {
            account,
            payment,
            values.amount(AMOUNT),
            values.name(COUNTERPARTY),
            values.in(0.2) ? null : values.code(COUNTERPARTY),
            values.in(0.5) ? null : values.name(MEMO),
            new HashSet<>(values.words(3)),
            values.word(),
            values.time(),
            values.in(0.2) ? null : values.in(0.5)
        };
        String insert =
                "INSERT INTO KS.payments (account, payment, amount, counterparty, memo, labels, status, booked, authorised)"
                        + " VALUES (?, ?, ?, {name: ?, iban: ?}, ?, ?, ?, ?, ?)";
        if (values.in(0.02)) {
            return Write.of(WriteKind.INSERT_IF_NOT_EXISTS, insert + " IF NOT EXISTS", row);
        }
        if (values.in(0.1)) {
            int ttl = values.timeToLive();
            return Write.of(WriteKind.INSERT_TTL, insert + " USING TTL " + ttl, row)
                    .ending(ttl);
        }
        return Write.of(WriteKind.INSERT, insert, row);
    }

    private long payment(int account) {
        return values.random().nextLong(next[account] + 1) + 1;
    }

    private Write update(int account, int ofThousand) {
        long payment = payment(account);
        if (ofThousand < 600) {
            return Write.of(
                    WriteKind.UPDATE,
                    "UPDATE KS.payments SET amount = ?, status = ?" + KEY,
                    values.amount(AMOUNT),
                    values.in(0.1) ? null : values.word(),
                    account,
                    payment);
        }
        if (ofThousand < 650) {
            int ttl = values.timeToLive();
            return Write.of(
                            WriteKind.UPDATE_TTL,
                            "UPDATE KS.payments USING TTL " + ttl + " SET memo = ?" + KEY,
                            values.name(MEMO),
                            account,
                            payment)
                    .ending(ttl);
        }
        String change = ofThousand < 690 ? "labels + ?" : ofThousand < 720 ? "labels - ?" : "?";
        Set<String> labels = new HashSet<>(values.words(3));
        return Write.of(
                WriteKind.UPDATE_COLLECTION,
                "UPDATE KS.payments SET labels = " + change + KEY,
                labels,
                account,
                payment);
    }

    /** A transfer between two payments, or a row that goes and comes at once. */
    private Write batch(int account) {
        long payment = payment(account);
        return values.in(0.5)
                ? Write.of(
                        WriteKind.BATCH,
                        "BEGIN BATCH UPDATE KS.payments SET amount = ?" + KEY + "; UPDATE KS.payments SET amount = ?"
                                + KEY + "; UPDATE KS.payments SET overdraft = ? WHERE account = ?; APPLY BATCH",
                        values.amount(AMOUNT),
                        account,
                        payment,
                        values.amount(AMOUNT),
                        account,
                        payment(account),
                        values.clearAmount(),
                        account)
                : Write.of(
                        WriteKind.BATCH,
                        "BEGIN UNLOGGED BATCH DELETE FROM KS.payments" + KEY
                                + "; INSERT INTO KS.payments (account, payment, status) VALUES (?, ?, ?); APPLY BATCH",
                        account,
                        payment,
                        account,
                        ++next[account],
                        values.word());
    }

    private Write delete(int account, int ofThousand) {
        long payment = payment(account);
        if (ofThousand < 890) {
            return Write.of(
                    WriteKind.DELETE_CELL, "DELETE memo, counterparty FROM KS.payments" + KEY, account, payment);
        }
        if (ofThousand < 920) {
            return Write.of(
                    WriteKind.DELETE_ELEMENT,
                    "DELETE labels[?] FROM KS.payments" + KEY,
                    values.word(),
                    account,
                    payment);
        }
        if (ofThousand < 930) {
            return Write.of(WriteKind.DELETE_STATIC, "DELETE iban FROM KS.payments WHERE account = ?", account);
        }
        if (ofThousand < 980) {
            return Write.of(WriteKind.DELETE_ROW, "DELETE FROM KS.payments" + KEY, account, payment);
        }
        if (ofThousand < 997) {
            return range(account, payment);
        }
        return Write.of(WriteKind.DELETE_PARTITION, "DELETE FROM KS.payments WHERE account = ?", account);
    }

    private Write range(int account, long payment) {
        String from = "DELETE FROM KS.payments WHERE account = ? AND payment ";
        return switch (values.below(3)) {
            case 0 -> Write.of(WriteKind.DELETE_RANGE, from + "< ?", account, payment / 2);
            case 1 -> Write.of(WriteKind.DELETE_RANGE, from + ">= ?", account, Math.max(payment, next[account] - 10));
            default -> Write.of(WriteKind.DELETE_RANGE, from + "> ? AND payment <= ?", account, payment, payment + 12);
        };
    }
}
