package io.lockweir.registry;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.encryption.kms.KmsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The key services of this configuration, by type. Names of keys come from the registry here, other than anywhere else in this program:
 * a list of those allowed keeps a registry from choosing any other.
 */
final class KekDrivers implements AutoCloseable {
    private final String prefix;
    private final Map<String, KekDriver> byType;
    private final Set<String> allowed;

    /**
     * Drivers.
     *
     * @param prefix of their settings, for messages
     * @param allowed names of keys; every name when it is empty
     */
    KekDrivers(String prefix, Map<String, KekDriver> byType, Set<String> allowed) {
        this.prefix = prefix;
        this.byType = Map.copyOf(byType);
        this.allowed = Set.copyOf(allowed);
    }

    /** Wraps with the first of the key's names that does it. */
    byte[] wrap(KeyEncryptionKey kek, List<String> alternates, byte[] dek) {
        KekDriver driver = driver(kek);
        return first("wrap", kek, alternates, name -> driver.wrap(name, dek));
    }

    /** Unwraps with the first of the key's names that does it. */
    byte[] unwrap(KeyEncryptionKey kek, List<String> alternates, byte[] wrapped) {
        KekDriver driver = driver(kek);
        return first("unwrap", kek, alternates, name -> driver.unwrap(name, wrapped));
    }

    @Override
    public void close() {
        byType.values().forEach(KekDriver::close);
    }

    private KekDriver driver(KeyEncryptionKey kek) {
        KekDriver driver = byType.get(kek.kmsType());
        if (driver == null) {
            throw new KeyUnavailableError(
                    Reason.DENIED,
                    "Key-encryption key " + kek.name() + " is of type " + kek.kmsType() + ", which is not configured;"
                            + " configured are " + new TreeSet<>(byType.keySet()) + ". Set " + prefix + kek.kmsType()
                            + ".*",
                    null);
        }
        return driver;
    }

    /** Trouble that may pass tells more than a refusal: another attempt may succeed. */
    private byte[] first(String verb, KeyEncryptionKey kek, List<String> alternates, Call call) {
        List<String> names = new ArrayList<>(List.of(kek.kmsKeyId()));
        names.addAll(alternates);
        @Nullable KeyUnavailableError worst = null;
        for (String name : names) {
            if (!allowed.isEmpty() && !allowed.contains(name)) {
                worst = worst == null ? notAllowed(kek, name) : worst;
                continue;
            }
            try {
                return call.with(name);
            } catch (KmsException e) {
                KeyUnavailableError failure = failure(verb, kek, e);
                worst = worst == null || failure.reason() == Reason.UNAVAILABLE ? failure : worst;
            }
        }
        if (worst == null) {
            throw new IllegalStateException("A key has at least one name");
        }
        throw worst;
    }

    private KeyUnavailableError notAllowed(KeyEncryptionKey kek, String name) {
        return new KeyUnavailableError(
                Reason.DENIED,
                "Key-encryption key " + kek.name() + " is " + name + ", which " + prefix
                        + "key.ids does not allow. Add it there, if the registry may choose it",
                null);
    }

    private static KeyUnavailableError failure(String verb, KeyEncryptionKey kek, KmsException e) {
        Reason reason = e.kind() == KmsException.Kind.UNAVAILABLE ? Reason.UNAVAILABLE : Reason.DENIED;
        return new KeyUnavailableError(
                reason,
                "Key-encryption key " + kek.name() + " did not " + verb + " a data key, " + e.kind() + ": "
                        + e.getMessage(),
                e);
    }

    @FunctionalInterface
    private interface Call {
        byte[] with(String name) throws KmsException;
    }

    @Override
    public String toString() {
        return "KekDrivers" + new TreeSet<>(byType.keySet());
    }
}
