package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What stands in the log of subjects. The layout is specified in docs/wire-format.md, section 11. */
@SuppressWarnings("ArrayRecordComponent") // Copied at the border; compared nowhere but in LabelledWrap.
sealed interface SubjectRecord {

    /** The namespace, as it stands in records. */
    record NamespaceId(long high, long low) {
        static final int LENGTH = 16;

        static NamespaceId of(String namespace) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(("lockweir/1 namespace\0" + namespace).getBytes(StandardCharsets.UTF_8));
                SubjectTag read = SubjectTag.at(hash, 0);
                return new NamespaceId(read.first(), read.second());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("The platform has no SHA-256", e);
            }
        }
    }

    /** The namespace it belongs to. */
    NamespaceId namespace();

    /**
     * A subject's data key.
     *
     * @param epoch how often the subject was shredded before
     * @param generation of the namespace key that wraps it
     * @param wrapped 48 bytes
     */
    record Dek(NamespaceId namespace, SubjectTag tag, DekId id, int epoch, int generation, byte[] wrapped)
            implements SubjectRecord {
        static final int WRAPPED_LENGTH = 48;

        public Dek {
            wrapped = wrapped.clone();
        }

        @Override
        public String toString() {
            return "Dek[" + id + ", epoch " + epoch + ", generation " + generation + "]";
        }
    }

    /**
     * Kills every data key of the subject whose epoch is lower.
     *
     * @param killed the ids of the keys that it killed, as far as the writer knew
     */
    record Shred(NamespaceId namespace, SubjectTag tag, int epoch, Instant at, List<DekId> killed)
            implements SubjectRecord {
        public Shred {
            killed = List.copyOf(killed);
        }
    }

    /**
     * A generation of the namespace's key. In a partition it also is a fence: from there on, keys under an earlier generation do not count.
     *
     * @param partitions over how many partitions subjects are spread
     * @param index the key of pseudonyms and authentication, under the generation's key; empty when destroyed
     * @param wraps the generation's key under key-encryption keys; empty when destroyed
     */
    record Generation(
            NamespaceId namespace,
            int generation,
            long nonce,
            int partitions,
            Instant created,
            byte[] index,
            List<LabelledWrap> wraps)
            implements SubjectRecord {
        public Generation {
            index = index.clone();
            wraps = List.copyOf(wraps);
        }

        boolean destroyed() {
            return wraps.isEmpty();
        }

        Generation destroy() {
            return new Generation(namespace, generation, nonce, partitions, created, new byte[0], List.of());
        }

        @Override
        public String toString() {
            return "Generation[" + generation + (destroyed() ? ", destroyed" : ", " + wraps) + "]";
        }
    }

    /** A key under one key-encryption key, which is named by its label. */
    record LabelledWrap(String label, byte[] wrapped) {
        public LabelledWrap {
            wrapped = wrapped.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LabelledWrap wrap
                    && label.equals(wrap.label)
                    && Arrays.equals(wrapped, wrap.wrapped);
        }

        @Override
        public int hashCode() {
            return 31 * label.hashCode() + Arrays.hashCode(wrapped);
        }

        /** The label only. */
        @Override
        public String toString() {
            return label;
        }
    }
}
