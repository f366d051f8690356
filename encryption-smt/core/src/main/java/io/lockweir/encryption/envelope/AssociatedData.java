package io.lockweir.encryption.envelope;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.Arrays;

/**
 * What a ciphertext is bound to: {@code E1 ‖ suite ‖ dekId} and, in suite 01, {@code part ‖ n ‖ steps}. Built once per field; only the
 * data key id is filled in afterwards, in an array that one thread reuses.
 */
public final class AssociatedData {
    private final byte[] bytes;

    private AssociatedData(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Suite 01: bound to a place in a record. */
    public static AssociatedData ofField(Part part, FieldPath path) {
        byte[] steps = path.encoded();
        byte[] bytes = head(Suite.AES_256_GCM, EnvelopeHeader.LENGTH + 1 + steps.length);
        bytes[EnvelopeHeader.LENGTH] = part.code();
        System.arraycopy(steps, 0, bytes, EnvelopeHeader.LENGTH + 1, steps.length);
        return new AssociatedData(bytes);
    }

    /** Suite 02: bound to the data key, and through it to the join domain, only. */
    public static AssociatedData ofJoin() {
        return new AssociatedData(head(Suite.AES_256_SIV, EnvelopeHeader.LENGTH));
    }

    /** With the id of the key to encrypt with. The result is this object's own array: not to be changed. */
    public byte[] with(DekId id) {
        id.writeTo(bytes, EnvelopeHeader.DEK_ID);
        return bytes;
    }

    /** With the id that stands in an envelope. The result is this object's own array: not to be changed. */
    public byte[] withIdOf(byte[] envelope) {
        System.arraycopy(envelope, EnvelopeHeader.DEK_ID, bytes, EnvelopeHeader.DEK_ID, DekId.LENGTH);
        return bytes;
    }

    private static byte[] head(Suite suite, int length) {
        return Arrays.copyOf(new byte[] {(byte) EnvelopeHeader.MAGIC, (byte) suite.code()}, length);
    }
}
