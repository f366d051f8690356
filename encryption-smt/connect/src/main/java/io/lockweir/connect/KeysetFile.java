package io.lockweir.connect;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.UnknownKeyException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A keyset that is read again when an unknown key turns up: the writer may have rotated to a key that reaches this worker's file
 * later. Writing keeps to the keyset read at start.
 */
final class KeysetFile implements KeySource {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<String> json;
    private final Duration wait;
    private final List<KeysetKeySource> opened = new ArrayList<>();
    private final KeysetKeySource writing;
    private byte[] readDigest;
    private volatile KeysetKeySource reading;

    /**
     * Reads the keyset.
     *
     * @param json reads the file; may throw anything unchecked
     * @param events hears of the keys that encrypt; closed last
     * @param wait how long to look for a changed file before an unknown key is reported
     */
    KeysetFile(Supplier<String> json, Duration wait, KeyEvents events) {
        this.json = json;
        this.wait = wait;
        String text = json.get();
        this.readDigest = digest(text);
        this.writing = KeysetKeySource.fromTinkJson(text, events);
        this.reading = writing;
        this.opened.add(writing);
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        return writing.encryptingKey(scope);
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            KeysetKeySource tried = reading;
            try {
                return tried.decryptingKey(id, scope);
            } catch (UnknownKeyException e) {
                reread();
                if (reading != tried) {
                    continue;
                }
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Takes a changed file over; one that is missing or damaged, perhaps for a moment only, counts as unchanged. */
    private synchronized void reread() {
        try {
            String text = json.get();
            byte[] digest = digest(text);
            if (!Arrays.equals(digest, readDigest)) {
                KeysetKeySource changed = KeysetKeySource.fromTinkJson(text);
                opened.add(changed);
                readDigest = digest;
                reading = changed;
            }
        } catch (RuntimeException e) {
            // The unknown key is reported by the caller.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "Interrupted while waiting for a key", e);
        }
    }

    @Override
    public synchronized void close() {
        opened.forEach(KeysetKeySource::close);
    }

    /** What was read is remembered by its digest: the text is key material. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
