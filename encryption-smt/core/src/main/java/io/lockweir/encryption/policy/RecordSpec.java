package io.lockweir.encryption.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.Compression;
import io.lockweir.encryption.value.ValueType;
import java.util.List;

/**
 * How whole keys or values are encrypted: the bytes of an inner serializer or converter.
 *
 * @param part WHOLE_KEY or WHOLE_VALUE
 * @param scope a namespace, or a join domain of type BYTES, whose plaintexts are the inner bytes as they are
 * @param compression before encryption; none in a join domain
 * @param largest the size in bytes that compressed content may have, at the writer and at the reader
 * @param padding what hides the length; none in a join domain
 * @param keks labels of the key-encryption keys that wrap the data key; empty for all that are configured
 */
public record RecordSpec(
        Part part, Scope scope, Compression compression, int largest, Padding padding, List<String> keks) {
    /** What compressed content may have where nobody says otherwise: 64 MiB. */
    public static final int DEFAULT_LARGEST = 64 << 20;

    public RecordSpec {
        keks = List.copyOf(keks);
        if (!part.whole()) {
            throw new IllegalArgumentException(part + " is no whole key or value");
        }
        FieldPlace.check(part, FieldPath.WHOLE, scope);
        FieldPlace.check(padding, scope);
        if (largest < 1) {
            throw new IllegalArgumentException("Compressed content of at most " + largest + " bytes can't be");
        }
        if (scope instanceof Scope.Join join) {
            if (join.domain().type() != ValueType.BYTES) {
                throw new IllegalArgumentException("Whole keys and values join as BYTES; domain "
                        + join.domain().name() + " is of type " + join.domain().type());
            }
            if (compression != Compression.NONE) {
                throw new IllegalArgumentException(
                        "Whole keys and values in a join domain are not compressed: another version of the library would"
                                + " write other bytes for equal ones");
            }
        }
    }

    /** Under all key-encryption keys. */
    public RecordSpec(Part part, Scope scope, Compression compression, int largest, Padding padding) {
        this(part, scope, compression, largest, padding, List.of());
    }

    /** Neither compressed nor padded; reads both. */
    public RecordSpec(Part part, Scope scope) {
        this(part, scope, Compression.NONE, DEFAULT_LARGEST, Padding.NONE);
    }
}
