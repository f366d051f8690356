package io.lockweir.benchmarks.cassandra.worker;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.lockweir.demo.pipeline.LedgerDatabase;
import java.math.BigDecimal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Writes payments, each a new row with three values that are encrypted later. */
final class PaymentWriter implements AutoCloseable {

    private static final int OPEN = 256;
    private static final int ACCOUNTS = 1_000;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final Semaphore open = new Semaphore(OPEN);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    PaymentWriter(LedgerDatabase ledger) {
        this.session = ledger.connect();
        this.insert = session.prepare(
                ("INSERT INTO %s.payments (account, payment, amount, counterparty, memo, status, authorised) VALUES (?, ?, ?,"
                                + " {name: 'Ada Lovelace', iban: 'DE02120300000000202051'}, ?, 'booked', true)")
                        .formatted(ledger.keyspace()));
    }

    /**
     * Writes payments and returns when all are acknowledged.
     *
     * @param first its number; the others follow
     * @param perSecond how many to begin in a second; 0 for as many as the node takes
     * @param acknowledged called with a payment's number when the node has acknowledged it, by other threads
     */
    void write(long first, long count, double perSecond, LongConsumer acknowledged) throws InterruptedException {
        long begin = System.nanoTime();
        for (long i = 0; i < count; i++) {
            if (perSecond > 0) {
                long due = begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
            insert(first + i, acknowledged);
        }
        open.acquire(OPEN);
        open.release(OPEN);
        check();
    }

    private void insert(long payment, LongConsumer acknowledged) throws InterruptedException {
        open.acquire();
        check();
        session.executeAsync(insert.bind(
                        (int) (payment % ACCOUNTS),
                        payment,
                        BigDecimal.valueOf(payment, 2),
                        "memo of payment " + payment))
                .whenComplete((result, failed) -> {
                    if (failed == null) {
                        acknowledged.accept(payment);
                    } else {
                        failure.compareAndSet(null, failed);
                    }
                    open.release();
                });
    }

    private void check() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the node took no payment", failed);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
