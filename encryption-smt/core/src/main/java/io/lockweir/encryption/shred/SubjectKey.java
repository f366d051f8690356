package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.Sealer;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.SharedDek;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A subject's data key in use, as long as the subject lives and the namespace key may be used. Safe for use by many threads. */
public final class SubjectKey implements DataKey {
    private final SharedDek dek;
    private final LongSupplier changes;
    private final BooleanSupplier alive;
    private volatile long seen;
    private volatile boolean ended;

    /**
     * A key.
     *
     * @param changes a number that changes whenever some key ended
     * @param seen that number, read before it was found that this key lives
     * @param alive whether this key lives, asked when the number has changed
     */
    SubjectKey(SharedDek dek, LongSupplier changes, long seen, BooleanSupplier alive) {
        this.dek = dek;
        this.changes = changes;
        this.seen = seen;
        this.alive = alive;
    }

    @Override
    public DekId id() {
        return dek.id();
    }

    @Override
    public Opener opener() {
        return dek.opener();
    }

    Sealer sealer() {
        return dek.sealer();
    }

    @Override
    public boolean live() {
        long now = changes.getAsLong();
        if (now == seen) {
            return !ended;
        }
        if (!ended && alive.getAsBoolean()) {
            seen = now;
            return !ended;
        }
        ended = true;
        dek.wipe();
        return false;
    }

    @Override
    public String toString() {
        return dek.toString();
    }
}
