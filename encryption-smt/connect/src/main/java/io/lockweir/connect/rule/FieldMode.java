package io.lockweir.connect.rule;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.JoinDomain;
import java.util.Objects;
import java.util.Optional;

/** What becomes of a field that a rule names. The set is closed; whoever treats fields switches over it. */
public sealed interface FieldMode {

    /** The scope of the mode's ciphertexts; empty when the mode encrypts nothing. */
    Optional<Scope> scope(String namespace);

    /** Whether what stands in the field afterwards is ciphertext. */
    default boolean encrypts() {
        return true;
    }

    /** Equal values have different ciphertexts, each bound to its field. */
    record Random() implements FieldMode {
        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.of(new Scope.Namespace(namespace));
        }
    }

    /** Equal values of the domain have equal ciphertexts, whatever the topic, field or namespace. */
    record Join(JoinDomain domain) implements FieldMode {
        public Join {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.of(new Scope.Join(domain));
        }
    }

    /** The field stays as it is, because somebody decided so. It must exist all the same. */
    record Clear() implements FieldMode {
        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.empty();
        }

        @Override
        public boolean encrypts() {
            return false;
        }
    }
}
