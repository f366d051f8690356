package io.lockweir.encryption.policy;

/**
 * Hides the lengths of values: a plaintext grows to the next multiple. A reader needs no configuration for it.
 *
 * @param multiple in bytes; 0 for no padding
 */
public record Padding(int multiple) {
    /** Ciphertext is as long as the value. */
    public static final Padding NONE = new Padding(0);

    private static final int SMALLEST = 2;
    private static final int LARGEST = 1 << 16;

    public Padding {
        if (multiple != 0 && (multiple < SMALLEST || multiple > LARGEST)) {
            throw new IllegalArgumentException("Values are padded to a multiple of between " + SMALLEST + " and "
                    + LARGEST + " bytes, or, with 0, not at all; " + multiple + " is neither");
        }
    }
}
