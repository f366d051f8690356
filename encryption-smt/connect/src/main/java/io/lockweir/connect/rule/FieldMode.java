package io.lockweir.connect.rule;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.registry.rule.KeyRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a field that a rule names. The set is closed; whoever treats fields switches over it. */
public sealed interface FieldMode {

    /** The scope of the mode's envelopes; empty when the mode makes none. */
    Optional<Scope> scope(String namespace);

    /** Whether what stands in the field afterwards is ciphertext. */
    default boolean encrypts() {
        return true;
    }

    /** Whose formats its ciphertexts are of, if it makes any. */
    default Profile profile() {
        return Profile.NATIVE;
    }

    /** Whether the original value stands in the field afterwards. */
    default boolean leavesClear() {
        return false;
    }

    /** The path that the ciphertexts of a field are bound to. */
    default FieldPath boundPath(FieldPath path) {
        return path;
    }

    /** The clear fields of the row that ciphertexts are bound to. */
    default List<FieldPath> boundTo() {
        return List.of();
    }

    /** The field that names the data subject whose key encrypts; null for a key of the namespace. */
    default @Nullable FieldPath subject() {
        return null;
    }

    /** What hides the lengths of values. */
    default Padding padding() {
        return Padding.NONE;
    }

    /** What becomes of nulls. */
    default Nulls nulls() {
        return Nulls.PASS;
    }

    /** What becomes of a null. */
    enum Nulls {
        /** It stays null, for everybody to see. */
        PASS,
        /** It is encrypted like any value. */
        ENCRYPT
    }

    /**
     * Equal values have different ciphertexts, each bound to its field.
     *
     * @param boundTo clear fields of the row that the ciphertexts are bound to as well; empty for none
     * @param pathAs stands for the field's real path, on both sides; null for the real one
     * @param subject the field of the row that names the data subject, whose own key encrypts; null for a key of the namespace
     */
    record Random(
            Padding padding,
            Nulls nulls,
            List<FieldPath> boundTo,
            @Nullable FieldPath pathAs,
            @Nullable FieldPath subject)
            implements FieldMode {
        public Random {
            Objects.requireNonNull(padding, "padding");
            boundTo = List.copyOf(boundTo);
        }

        /** Not padded, nulls pass, bound to the field alone. */
        public Random() {
            this(Padding.NONE, Nulls.PASS, List.of(), null, null);
        }

        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.of(boundTo.isEmpty() ? new Scope.Namespace(namespace) : new Scope.Row(namespace));
        }

        @Override
        public FieldPath boundPath(FieldPath path) {
            return pathAs == null ? path : pathAs;
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

    /**
     * Text or bytes, encrypted as Confluent's clients do: the field keeps its type, and nothing binds a ciphertext to its place.
     *
     * @param keys what data keys of the registry encrypt
     * @param subjectName the subject they are of, with {@code ${topic}} in it; null for that of the topic's keys or values
     */
    record Confluent(KeyRequest keys, @Nullable String subjectName) implements FieldMode {
        public Confluent {
            Objects.requireNonNull(keys, "keys");
        }

        @Override
        public Profile profile() {
            return Profile.CONFLUENT;
        }

        /** No scope of ours: the registry's data keys have subjects. */
        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.empty();
        }

        /** The subject in a topic. */
        public String subjectIn(String topic, Part part) {
            return SubjectName.in(subjectName, topic, part);
        }

        /** Whether equal values have equal ciphertexts for good: the next data key would give others. */
        public boolean isStable() {
            return keys.algorithm().isDeterministic() && keys.expiryDays() == 0;
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

        @Override
        public boolean leavesClear() {
            return true;
        }
    }

    /**
     * Text of which a few characters stay readable, for good: nobody gets the rest back. Of a text that would keep more than half of
     * itself nothing stays.
     *
     * @param keepFirst characters at the start
     * @param keepLast characters at the end
     * @param with what stands for each of the others
     */
    record Mask(int keepFirst, int keepLast, String with) implements FieldMode {
        public Mask {
            if (keepFirst < 0 || keepLast < 0) {
                throw new IllegalArgumentException("A mask keeps no negative number of characters");
            }
            if (with.codePointCount(0, with.length()) != 1) {
                throw new IllegalArgumentException("One character stands for each masked one, not \"" + with + "\"");
            }
        }

        @Override
        public Optional<Scope> scope(String namespace) {
            return Optional.empty();
        }

        @Override
        public boolean encrypts() {
            return false;
        }
    }

    /**
     * The value is replaced for good, by a fixed one of its own type or by null.
     *
     * @param value as text; null for null
     */
    record Redact(@Nullable String value) implements FieldMode {
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
