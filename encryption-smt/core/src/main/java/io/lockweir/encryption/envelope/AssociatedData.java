package io.lockweir.encryption.envelope;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.Arrays;

/**
 * What a ciphertext is bound to: {@code E1 ‖ suite ‖ dekId} and, in suites 01 and 03, {@code part ‖ n ‖ steps}; in suite 03 the clear
 * fields of the row follow. Built once per field; only the data key id is filled in afterwards, in an array that one thread reuses.
 */
public final class AssociatedData {
    private final byte[] bytes;

    private AssociatedData(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Suite 01: bound to a place in a record. */
    public static AssociatedData ofField(Part part, FieldPath path) {
        return ofPlace(Suite.AES_256_GCM, part, path);
    }

    /** Suite 03: bound to a place in a record, and to a row that {@link #inRow} adds. */
    public static AssociatedData ofFieldInRow(Part part, FieldPath path) {
        return ofPlace(Suite.AES_256_GCM_ROW, part, path);
    }

    private static AssociatedData ofPlace(Suite suite, Part part, FieldPath path) {
        byte[] steps = path.encoded();
        byte[] bytes = head(suite, EnvelopeHeader.LENGTH + 1 + steps.length);
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

    /** Associated data of suite 03, and the encoded fields of one row behind it. A new array. */
    public static byte[] inRow(byte[] associatedData, byte[] row) {
        byte[] bytes = Arrays.copyOf(associatedData, associatedData.length + row.length);
        System.arraycopy(row, 0, bytes, associatedData.length, row.length);
        return bytes;
    }

    private static byte[] head(Suite suite, int length) {
        return Arrays.copyOf(new byte[] {(byte) EnvelopeHeader.MAGIC, (byte) suite.code()}, length);
    }
}
