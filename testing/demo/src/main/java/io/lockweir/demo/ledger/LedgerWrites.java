package io.lockweir.demo.ledger;

/** An endless, seeded sequence of writes to one table. The same seed makes the same writes. Not thread-safe. */
interface LedgerWrites {
    Write next();
}
