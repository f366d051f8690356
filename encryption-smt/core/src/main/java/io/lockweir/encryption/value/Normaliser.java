package io.lockweir.encryption.value;

/** What happens to text before it enters a join domain. The codes are frozen. */
public enum Normaliser {
    NONE(0),
    /** Unicode NFC, so that composed and decomposed spellings join. The value comes back in NFC. */
    NFC(1);

    private final int code;

    Normaliser(int code) {
        this.code = code;
    }

    /** The byte in the scope. */
    public int code() {
        return code;
    }
}
