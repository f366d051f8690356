package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A data key as it is published: wrapped, by one or several KEKs. Nothing in it is secret, and nothing in it is believed: what unwraps
 * must have the id.
 *
 * @param id the id that envelopes carry and that commits to the data key
 * @param scope what the data key is good for
 * @param wraps the data key under each KEK, at least one, labels unique
 * @param created when, to the millisecond; for people, not for decisions
 * @param createdBy which process or person made it; for people, no secret
 */
public record DekRecord(DekId id, Scope scope, List<Wrap> wraps, Instant created, String createdBy) {
    public DekRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(scope, "scope");
        wraps = List.copyOf(wraps);
        created = Instant.ofEpochMilli(created.toEpochMilli());
        Objects.requireNonNull(createdBy, "createdBy");
        if (wraps.isEmpty() || wraps.size() > 0xFF) {
            throw new IllegalArgumentException("A data key record has 1 to 255 wraps, not " + wraps.size());
        }
        Set<String> labels = new HashSet<>();
        wraps.forEach(wrap -> {
            if (!labels.add(wrap.kekLabel())) {
                throw new IllegalArgumentException("A data key record has two wraps of KEK label " + wrap.kekLabel());
            }
        });
    }

    /** The wrap's ciphertext is left out, and so are the bytes of the scope. */
    @Override
    public String toString() {
        return "DekRecord[" + id + ", " + scope + ", KEK "
                + wraps.stream().map(Wrap::kekLabel).toList() + ", " + created + ", " + createdBy + "]";
    }

    /** The data key under one KEK. */
    public static final class Wrap {
        private final String kekLabel;
        private final byte[] wrapped;

        /**
         * A wrap.
         *
         * @param kekLabel what local configurations call the KEK; never a key id of a service
         * @param wrapped what {@link io.lockweir.encryption.kms.Kms#wrap} returned, 1 to 65 535 bytes, copied
         */
        public Wrap(String kekLabel, byte[] wrapped) {
            if (kekLabel.isEmpty()) {
                throw new IllegalArgumentException("A wrap needs the label of its KEK");
            }
            if (wrapped.length == 0 || wrapped.length > 0xFFFF) {
                throw new IllegalArgumentException("A wrapped data key has 1 to 65535 bytes, not " + wrapped.length);
            }
            this.kekLabel = kekLabel;
            this.wrapped = wrapped.clone();
        }

        /** The label of its KEK. */
        public String kekLabel() {
            return kekLabel;
        }

        /** A copy. */
        public byte[] wrapped() {
            return wrapped.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Wrap wrap && kekLabel.equals(wrap.kekLabel) && Arrays.equals(wrapped, wrap.wrapped);
        }

        @Override
        public int hashCode() {
            return 31 * kekLabel.hashCode() + Arrays.hashCode(wrapped);
        }

        @Override
        public String toString() {
            return "Wrap[" + kekLabel + "]";
        }
    }
}
