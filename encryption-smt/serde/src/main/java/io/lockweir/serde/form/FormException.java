package io.lockweir.serde.form;

/** A record's type does not fit the rules. No record of the type does; says type and field, never a value. */
public final class FormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormException(String message) {
        super(message);
    }
}
