package io.lockweir.cli.envelope;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.keyset.KeysetDocument.KeyFacts;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.UnknownKeyException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data keys derived from a keyset: each enabled key is asked in turn. */
final class KeysetHolder implements KeyHolder {
    private final KeysetDocument keyset;
    private final KeysetKeySource source;
    private final Scope scope;

    private KeysetHolder(KeysetDocument keyset, KeysetKeySource source, Scope scope) {
        this.keyset = keyset;
        this.source = source;
        this.scope = scope;
    }

    static KeyHolder of(ToolConfig config, @Nullable Scope scope) {
        if (scope == null) {
            throw new UsageException(
                    "The envelope is of a join domain. Give --domain, and --domain-type if it is no string.");
        }
        KeysetDocument keyset = KeysetDocument.of(config);
        return new KeysetHolder(keyset, KeysetKeySource.fromTinkJson(keyset.toSecretJson()), scope);
    }

    @Override
    public Origin origin(DekId id) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", "keyset");
        for (KeyFacts key : keyset.keys()) {
            if (key.status().equals("ENABLED") && made(key, id)) {
                fields.put("keyset_key", key.id());
                fields.put("primary", key.primary());
                return new Origin(
                        true,
                        fields,
                        "%-14s keyset key %s%s"
                                .formatted("comes from", key.id(), key.primary() ? ", the primary" : ""));
            }
        }
        return new Origin(
                false, fields, "%-14s no enabled key of the keyset, in %s".formatted("comes from", scope.name()));
    }

    private boolean made(KeyFacts key, DekId id) {
        try (KeysetKeySource only =
                KeysetKeySource.fromTinkJson(keyset.only(key).toSecretJson())) {
            only.decryptingKey(id, scope);
            return true;
        } catch (UnknownKeyException e) {
            return false;
        }
    }

    @Override
    public EnvelopeOpening opening(byte[] envelope, Part part, Optional<FieldPath> field) {
        return Places.opening(envelope, source, scope, part, field);
    }

    @Override
    public void close() {
        source.close();
    }
}
