package io.lockweir.demo.ledger;

import static io.lockweir.demo.ledger.LedgerCanaries.Place.FEE_AMOUNT;
import static io.lockweir.demo.ledger.LedgerCanaries.Place.PAYER;

/** Fees: one row a partition; half-way the whole table is emptied. */
final class FeeWrites implements LedgerWrites {
    private final LedgerValues values;
    private final long truncation;
    private long made;
    private long next;

    /** @param total how many writes will be asked for */
    FeeWrites(LedgerValues values, long total) {
        this.values = values;
        this.truncation = total / 2;
    }

    @Override
    public Write next() {
        if (made++ == truncation) {
            return Write.of(WriteKind.TRUNCATE, "TRUNCATE KS.fees");
        }
        int ofHundred = values.below(100);
        if (ofHundred < 60) {
            return insert();
        }
        long fee = values.random().nextLong(next + 1);
        if (ofHundred < 80) {
            return Write.of(
                    WriteKind.UPDATE,
                    "UPDATE KS.fees SET amount = ?, reason = ? WHERE fee = ?",
                    values.amount(FEE_AMOUNT),
                    values.in(0.2) ? null : values.word(),
                    fee);
        }
        return ofHundred < 88
                ? Write.of(WriteKind.DELETE_CELL, "DELETE payer, reason FROM KS.fees WHERE fee = ?", fee)
                : Write.of(WriteKind.DELETE_PARTITION, "DELETE FROM KS.fees WHERE fee = ?", fee);
    }

    private Write insert() {
        String insert = "INSERT INTO KS.fees (fee, payer, amount, reason) VALUES (?, ?, ?, ?)";
        Object[] row = {++next, values.name(PAYER), values.amount(FEE_AMOUNT), values.word()};
        if (values.in(0.1)) {
            int ttl = values.timeToLive();
            return Write.of(WriteKind.INSERT_TTL, insert + " USING TTL " + ttl, row)
                    .ending(ttl);
        }
        return Write.of(WriteKind.INSERT, insert, row);
    }
}
