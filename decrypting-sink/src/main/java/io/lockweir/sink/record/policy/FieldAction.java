package io.lockweir.sink.record.policy;

/** What the policy of a table does with a field. A field the policy does not name must be clear and is written. */
public enum FieldAction {
    /** Must be ciphertext; the decrypted value is written. */
    DECRYPT("Fields that must arrive as ciphertext and are written decrypted: email,address.street,items[*].card."),
    /** Must be ciphertext; the ciphertext is written, into a text or binary column. */
    KEEP("Fields that must arrive as ciphertext and are written as ciphertext, into text or binary columns."),
    /** Whatever it is, it is not written. */
    DROP("Fields that are not written, whether clear or encrypted; they need no column.");

    private final String meaning;

    FieldAction(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
