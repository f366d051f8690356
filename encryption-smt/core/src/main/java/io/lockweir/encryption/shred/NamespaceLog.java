package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.SubjectLedger.Position;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One namespace's part of the log of subjects: where its records stand, reading them and adding to them.
 *
 * @param name of the namespace
 * @param id the name as it stands in records
 * @param keyring the namespace's key, without which no record can be made or told from a forgery
 */
record NamespaceLog(String name, NamespaceId id, SubjectLog log, NamespaceKeyring keyring) {
    private static final Duration APPEND_TIMEOUT = Duration.ofSeconds(60);

    /** A subject's pseudonym in a scope. */
    SubjectTag tag(Scope scope, String subject, HmacSha256 tagging) {
        if (scope instanceof Scope.Join) {
            throw new IllegalArgumentException("A join domain has no keys of subjects");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(subject)) {
            throw new EnvelopeException(
                    EnvelopeException.Reason.LONE_SURROGATE, "The name of a subject holds half a surrogate pair");
        }
        return SubjectTag.at(tagging.of(scope.encoded(), subject.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Where the records of a subject stand. */
    int partition(SubjectTag tag) {
        return tag.partition(keyring.newest().orElseThrow().partitions());
    }

    /** The newest generation of the namespace's key. */
    NamespaceSecret newest() {
        return keyring.secret(keyring.newest().orElseThrow().generation());
    }

    CompletableFuture<Long> append(int partition, SubjectRecord record, HmacSha256 mac) {
        SubjectRecordCodec.Encoded encoded = SubjectRecordCodec.encode(record, mac);
        return log.append(partition, encoded.key(), encoded.value());
    }

    /** Adds a record and returns when it has been read back. */
    void publish(int partition, SubjectRecord record, HmacSha256 mac) {
        log.awaitFollowed(partition, acknowledged(append(partition, record, mac)));
    }

    /** Lets compaction remove a record some day. */
    void remove(int partition, byte[] key) {
        acknowledged(log.append(partition, key, null));
    }

    long acknowledged(CompletableFuture<Long> append) {
        try {
            return append.get(APPEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KeyUnavailableError(
                    "A record for the keys of subjects in namespace " + name
                            + " was not acknowledged; look at the log's brokers and at the rights of its principal",
                    e instanceof ExecutionException ? e.getCause() : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while a subject's key was published", e);
        }
    }

    /** The data key at a position; empty when its record was removed, or is none of this namespace. */
    Optional<Dek> dekAt(Position position) {
        return log.read(position.partition(), position.offset()).flatMap(entry -> dek(entry, keyring.authentication()));
    }

    /** The data key in a record, if somebody with the namespace's key wrote it. */
    Optional<Dek> dek(SubjectLog.Entry entry, HmacSha256 mac) {
        byte[] value = entry.value();
        return value != null
                        && SubjectRecordCodec.decode(entry.key(), value) instanceof Dek dek
                        && dek.namespace().equals(id)
                        && SubjectRecordCodec.authentic(entry.key(), value, mac)
                ? Optional.of(dek)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "NamespaceLog[" + name + ", " + log + "]";
    }
}
