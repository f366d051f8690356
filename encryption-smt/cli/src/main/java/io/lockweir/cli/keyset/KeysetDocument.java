package io.lockweir.cli.keyset;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.keys.KeysetKeySource;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A dedicated Tink keyset. Immutable; each change is a new document. Prints no key. */
public final class KeysetDocument {
    private static final String KEYSET_FILE = "keyset.file";
    private static final String KEYSET_JSON = "keyset.json";
    private static final Parameters TEMPLATE = PredefinedAeadParameters.AES256_GCM;

    private final KeysetHandle handle;

    private KeysetDocument(KeysetHandle handle) {
        this.handle = handle;
    }

    /**
     * What may be told about a key.
     *
     * @param id as Tink prints it, unsigned
     * @param status ENABLED, DISABLED or DESTROYED
     * @param primary whether it encrypts at random
     */
    public record KeyFacts(String id, String status, boolean primary) {}

    /** A keyset of one fresh AES256_GCM key. */
    public static KeysetDocument create() {
        return built(empty().addEntry(KeysetHandle.generateEntryFromParameters(TEMPLATE)
                .withRandomId()
                .makePrimary()));
    }

    /**
     * Reads a keyset.
     *
     * @throws UsageException if it is none that Lockweir can use; the message holds nothing of it
     */
    public static KeysetDocument parse(String json) {
        try {
            // The engine's own reading is stricter than Tink's: key types, an enabled primary, their number.
            KeysetKeySource.fromTinkJson(json).close();
            return new KeysetDocument(
                    TinkJsonProtoKeysetFormat.parseKeyset(json, TinkConfig2026.get(), InsecureSecretKeyAccess.get()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new UsageException("The keyset is no clear-text Tink keyset in JSON.");
        }
    }

    /**
     * The keyset of a configuration.
     *
     * @throws UsageException if there is none
     */
    public static KeysetDocument of(ToolConfig config) {
        if (config.has(KEYSET_JSON)) {
            return parse(config.text(KEYSET_JSON, ""));
        }
        if (!config.has(KEYSET_FILE)) {
            throw new UsageException("Key 'keyset.file' is missing. Set it, or key.source=envelope.");
        }
        return parse(new SecretFile(Path.of(config.text(KEYSET_FILE, ""))).read());
    }

    /** With one more fresh key, enabled and not primary: every reader must have it before it is promoted. */
    public KeysetDocument withAddedKey() {
        return built(KeysetHandle.newBuilder(handle)
                .setConfiguration(TinkConfig2026.get())
                .addEntry(KeysetHandle.generateEntryFromParameters(TEMPLATE).withRandomId()));
    }

    /**
     * With another primary key, which must be enabled.
     *
     * @throws UsageException if there is no such key
     */
    public KeysetDocument withPrimary(String id) {
        int found = indexOf(id, fact -> fact.status().equals(KeyStatus.ENABLED.toString()));
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle).setConfiguration(TinkConfig2026.get());
        builder.getAt(found).makePrimary();
        return built(builder);
    }

    /**
     * With a key switched off: what it encrypted cannot be read until it is enabled again.
     *
     * @throws UsageException if there is no such key, or it is the primary
     */
    public KeysetDocument withDisabled(String id) {
        int found = indexOf(id, fact -> !fact.primary());
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle).setConfiguration(TinkConfig2026.get());
        builder.getAt(found).setStatus(KeyStatus.DISABLED);
        return built(builder);
    }

    /** The keys, in the order of the keyset. */
    public List<KeyFacts> keys() {
        List<KeyFacts> keys = new ArrayList<>();
        for (int i = 0; i < handle.size(); i++) {
            KeysetHandle.Entry entry = handle.getAt(i);
            keys.add(new KeyFacts(
                    Integer.toUnsignedString(entry.getId()), entry.getStatus().toString(), entry.isPrimary()));
        }
        return List.copyOf(keys);
    }

    /** One keyset for each enabled key, which has only that one: to find out whose work an envelope is. */
    public KeysetDocument only(KeyFacts key) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle).setConfiguration(TinkConfig2026.get());
        List<KeyFacts> keys = keys();
        builder.getAt(keys.indexOf(key)).makePrimary();
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (!keys.get(i).equals(key)) {
                builder.deleteAt(i);
            }
        }
        return built(builder);
    }

    /** The secret itself, for the file that holds it. */
    public String toSecretJson() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, TinkConfig2026.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink can't write a keyset that it made");
        }
    }

    private int indexOf(String id, Predicate<KeyFacts> condition) {
        List<KeyFacts> keys = keys();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).id().equals(id)) {
                if (!condition.test(keys.get(i))) {
                    throw new UsageException(
                            "Key " + id + " is " + keys.get(i).status()
                                    + (keys.get(i).primary() ? " and primary" : "")
                                    + ". A disabled key can't be promoted, and the primary key can't be disabled: promote another first.");
                }
                return i;
            }
        }
        throw new UsageException("The keyset has no key " + id + ". It has "
                + keys.stream().map(KeyFacts::id).toList() + ".");
    }

    private static KeysetHandle.Builder empty() {
        return KeysetHandle.newBuilder().setConfiguration(TinkConfig2026.get());
    }

    private static KeysetDocument built(KeysetHandle.Builder builder) {
        try {
            return new KeysetDocument(builder.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Tink refused to build a keyset (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "KeysetDocument[" + handle.size() + " keys]";
    }
}
