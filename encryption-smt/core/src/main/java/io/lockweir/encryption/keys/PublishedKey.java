package io.lockweir.encryption.keys;

/** An encrypting data key after its publication, and when its KEKs were last heard of. The key's own expiry follows that. */
final class PublishedKey {
    private final EncryptingDek dek;
    private final WriterKey key;
    private final Confirmation confirmation;
    private final long oldest;
    private int wraps;
    private boolean asking;

    PublishedKey(DekPublisher.Published made, WriterKey key, Confirmation confirmation) {
        this.dek = made.dek();
        this.wraps = made.record().wraps().size();
        this.key = key;
        this.confirmation = confirmation;
        this.oldest = key.expires();
        key.confirm(confirmation.end());
    }

    EncryptingDek dek() {
        return dek;
    }

    WriterKey key() {
        return key;
    }

    /** How many KEKs wrap it. */
    synchronized int wraps() {
        return wraps;
    }

    synchronized void published(int newWraps) {
        wraps = newWraps;
    }

    /** Whether the KEKs are to be asked now, by whom this was answered with yes. */
    synchronized boolean beginsToAsk(long now) {
        if (asking || !confirmation.due(now)) {
            return false;
        }
        asking = true;
        return true;
    }

    synchronized void confirmed(long asked) {
        asking = false;
        confirmation.confirmed(asked);
        key.confirm(confirmation.end());
    }

    synchronized void failed(long now) {
        asking = false;
        confirmation.failed(now);
    }

    /** Whether it must not be used any more. A clock that was put back proves nothing. */
    synchronized boolean over(long now) {
        return now >= key.expires() || confirmation.over(now);
    }

    /** Why it expired. */
    KeyEvents.Eviction expiry(long now) {
        return key.expires() == Long.MIN_VALUE || now >= oldest ? KeyEvents.Eviction.ROTATED : KeyEvents.Eviction.STALE;
    }
}
