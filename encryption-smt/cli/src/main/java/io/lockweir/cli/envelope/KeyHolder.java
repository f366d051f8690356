package io.lockweir.cli.envelope;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.JoinDomain;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where the data key of an envelope comes from and tries to open it: the variants are the kinds of key sources. */
public interface KeyHolder extends AutoCloseable {

    /**
     * Where a data key comes from.
     *
     * @param fields for programs
     * @param text for people
     */
    record Origin(boolean found, Map<String, Object> fields, String text) {}

    /** Where it comes from. */
    Origin origin(DekId id);

    /** Whether the envelope opens, at a place where that matters. */
    EnvelopeOpening opening(byte[] envelope, Part part, Optional<FieldPath> field);

    @Override
    void close();

    /** The holder for a configuration. */
    static KeyHolder open(
            ToolConfig config, EnvelopeFacts facts, Optional<String> namespace, Optional<JoinDomain> domain) {
        KeySection section = new KeySection(config);
        String name = namespace.orElseGet(section::namespace);
        @Nullable Scope scope = scope(facts.suite(), name, domain);
        return section.isKeyset() ? KeysetHolder.of(config, scope) : StoreHolder.of(config, scope);
    }

    private static @Nullable Scope scope(Suite suite, String namespace, Optional<JoinDomain> domain) {
        return switch (suite) {
            case AES_256_GCM -> new Scope.Namespace(namespace);
            case AES_256_GCM_ROW -> new Scope.Row(namespace);
            case AES_256_SIV -> domain.map(Scope.Join::new).orElse(null);
        };
    }
}
