package io.lockweir.registry;

import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.Dek;
import io.lockweir.encryption.confluent.DekCipher;
import io.lockweir.encryption.confluent.TinkKey;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.registry.DataKeys.Current;
import io.lockweir.registry.http.RegistryException;
import io.lockweir.registry.http.RegistryException.Kind;
import io.lockweir.registry.rule.KeyRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Gets data keys or creates them, as the protocol of Confluent's client has it. No cache. */
final class Deks {
    private final Keks keks;
    private final DekRegistry registry;
    private final KekDrivers drivers;
    private final KeyEvents events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Deks(DekRegistry registry, KekDrivers drivers, KeyEvents events, Clock clock) {
        this.events = events;
        this.keks = new Keks(registry);
        this.registry = registry;
        this.drivers = drivers;
        this.clock = clock;
    }

    Dek toDecrypt(KeyRequest request, DekScope scope, int version) {
        return asked(key(scope, version), () -> {
            KeyEncryptionKey kek = keks.forReading(request);
            Optional<WrappedDek> found = registry.dek(scope, version, DekRegistry.Deleted.INCLUDED);
            WrappedDek dek = found.orElseThrow(() -> new KeyUnavailableError(
                    Reason.MISSING,
                    "There is no version " + version + " of data key " + scope
                            + " in the registry: it was deleted for good, or the rule is another than the writer's",
                    null));
            return unwrapped(request, kek, scope, dek);
        });
    }

    /** @param spent whether a version has encrypted as much as it may */
    Current toEncrypt(KeyRequest request, DekScope scope, IntPredicate spent) {
        return asked(key(scope, 0), () -> {
            KeyEncryptionKey kek = keks.forWriting(request);
            int wanted = request.format() == BlobFormat.VERSIONED ? DekRegistry.LATEST : BlobFormat.UNROTATED;
            Optional<WrappedDek> found = registry.dek(scope, wanted, DekRegistry.Deleted.LEFT_OUT);
            if (found.isEmpty()) {
                return created(request, kek, scope, OptionalInt.empty(), wanted);
            }
            WrappedDek dek = found.get();
            boolean isSpent = spent.test(dek.version());
            if (isSpent && request.format() == BlobFormat.PLAIN) {
                throw new KeyUnavailableError(
                        Reason.DENIED,
                        "Data key " + scope
                                + " has encrypted dek.max.uses values in this process, and is not rotated. Set"
                                + " encrypt.dek.expiry.days in the rule, for writers and readers at once, or take another"
                                + " subject or key-encryption key",
                        null);
            }
            if (isSpent || DataKeys.isExpired(request, dek.made(), clock.instant())) {
                OptionalInt next = OptionalInt.of(Math.addExact(dek.version(), 1));
                return created(request, kek, scope, next, DekRegistry.LATEST);
            }
            return new Current(unwrapped(request, kek, scope, dek), dek.made());
        });
    }

    /** Creates one, or takes what another writer created in the meantime. */
    private Current created(
            KeyRequest request, KeyEncryptionKey kek, DekScope scope, OptionalInt version, int otherwise)
            throws RegistryException {
        byte[] message = kek.shared() ? new byte[0] : generated(scope);
        try {
            Optional<byte[]> encrypted =
                    kek.shared() ? Optional.empty() : Optional.of(drivers.wrap(kek, request.alternates(), message));
            WrappedDek dek = registry.create(scope, version, encrypted);
            events.registered(key(scope, dek.version()));
            boolean ours = encrypted.isPresent()
                    && dek.encrypted()
                            .filter(bytes -> Arrays.equals(bytes, encrypted.get()))
                            .isPresent();
            return new Current(
                    ours
                            ? new Dek(dek.version(), DekCipher.of(scope.algorithm(), message))
                            : unwrapped(request, kek, scope, dek),
                    madeNow(dek));
        } catch (RegistryException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            WrappedDek dek =
                    registry.dek(scope, otherwise, DekRegistry.Deleted.LEFT_OUT).orElseThrow(() -> e);
            return new Current(unwrapped(request, kek, scope, dek), madeNow(dek));
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    /** A registry whose clock is days behind would have us make another one for each value. */
    private Instant madeNow(WrappedDek dek) {
        Instant now = clock.instant();
        return dek.made().isAfter(now) ? dek.made() : now;
    }

    private byte[] generated(DekScope scope) {
        byte[] key = new byte[scope.algorithm().keyLength()];
        random.nextBytes(key);
        try {
            return TinkKey.write(scope.algorithm(), key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private Dek unwrapped(KeyRequest request, KeyEncryptionKey kek, DekScope scope, WrappedDek dek) {
        // What a registry shows in clear of another key would be a key of its choice.
        byte[] message = dek.clear()
                .filter(bytes -> kek.shared())
                .orElseGet(() -> drivers.unwrap(
                        kek,
                        request.alternates(),
                        dek.encrypted()
                                .orElseThrow(() -> new KeyUnavailableError(
                                        Reason.MISSING,
                                        "The registry has no key material of data key " + scope,
                                        null))));
        try {
            Dek opened = new Dek(dek.version(), DekCipher.of(scope.algorithm(), message));
            events.opened(key(scope, dek.version()));
            return opened;
        } catch (EnvelopeException | IllegalArgumentException e) {
            throw new KeyUnavailableError(
                    Reason.MISSING,
                    "Version " + dek.version() + " of data key " + scope + " is none: " + e.getMessage(),
                    e);
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    private <T> T asked(RegistryKey key, Question<T> question) {
        try {
            return question.ask();
        } catch (RegistryException e) {
            throw told(key, failure(e));
        } catch (KeyUnavailableError e) {
            throw told(key, e);
        }
    }

    /** Trouble that may pass is no event of the key's. */
    private KeyUnavailableError told(RegistryKey key, KeyUnavailableError failure) {
        if (failure.reason() == Reason.DENIED || failure.reason() == Reason.MISSING) {
            events.refused(key, failure.reason());
        }
        return failure;
    }

    private static RegistryKey key(DekScope scope, int version) {
        return new RegistryKey(scope.kek(), scope.subject(), scope.algorithm().name(), version);
    }

    /** The registry's no, as the engine says it: no record is at fault. */
    static KeyUnavailableError failure(RegistryException e) {
        Reason reason = switch (e.kind()) {
            case UNAVAILABLE -> Reason.UNAVAILABLE;
            case MISSING -> Reason.MISSING;
            case DENIED, CONFLICT, NOT_ALLOWED, REFUSED -> Reason.DENIED;
        };
        return new KeyUnavailableError(reason, String.valueOf(e.getMessage()), e);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RegistryException;
    }
}
