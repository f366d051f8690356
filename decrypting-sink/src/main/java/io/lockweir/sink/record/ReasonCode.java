package io.lockweir.sink.record;

/**
 * Why a record cannot become a row. Names are persisted in dead-letter headers and HOLD records: never renamed once
 * released.
 */
public enum ReasonCode {
    /** The key source does not have the key of a ciphertext. */
    UNKNOWN_KEY(Disposition.HOLD),
    /** The subject of a ciphertext was shredded: nobody reads it again. */
    SHREDDED(Disposition.QUARANTINE),
    /** A ciphertext or its context was changed, or it belongs to another field. */
    TAG_MISMATCH(Disposition.QUARANTINE),
    /** A ciphertext that is damaged in form: base64, magic, suite, length or content. */
    BAD_ENVELOPE(Disposition.QUARANTINE),
    /** A ciphertext of another suite than the policy's mode, or of a newer format. */
    UNSUPPORTED_ENVELOPE(Disposition.HOLD),
    /** The schema parameters beside a ciphertext are lost or were changed, so that its type cannot be restored. */
    SCHEMA_MISMATCH(Disposition.HOLD),
    /** A ciphertext in a field that the policy expects clear. */
    UNEXPECTED_CIPHERTEXT(Disposition.HOLD),
    /** Clear text where the policy expects ciphertext: the original is plaintext and must not reach a dead-letter queue. */
    CLEAR_TEXT(Disposition.HOLD),
    /** A field without a column. */
    UNKNOWN_FIELD(Disposition.HOLD),
    /** No header tells the table: every table that the topic may feed stops. */
    UNROUTED(Disposition.HOLD),
    /** A required column, or a column the flattening needs, that the record does not feed or the table does not have. */
    MISSING_COLUMN(Disposition.HOLD),
    /** A field of the policy that the record's schema does not have. */
    MISSING_FIELD(Disposition.HOLD),
    /** A field whose name a metadata column already uses. */
    AMBIGUOUS_COLUMN(Disposition.HOLD),
    /** A field type that does not convert to the column's type, whatever the value. */
    INCOMPATIBLE_TYPE(Disposition.HOLD),
    /** A field type wider than its column. */
    NARROWING(Disposition.HOLD),
    /** A value outside the range, scale, precision, resolution or length of its column. */
    OUT_OF_RANGE(Disposition.QUARANTINE),
    /** Null, in a required column. */
    NULL_VALUE(Disposition.QUARANTINE),
    /** A value that its type does not allow, such as a text that is no UUID. */
    MALFORMED_VALUE(Disposition.QUARANTINE),
    /** A row for which a quality rule is not true. */
    RULE_VIOLATED(Disposition.HOLD),
    /** A row for which a quality rule could not be told: a null it does not expect, an overflow, a division by zero. */
    RULE_ERROR(Disposition.HOLD),
    /** A change event without a row image, such as a delete of a table with REPLICA IDENTITY NOTHING. */
    MISSING_IMAGE(Disposition.HOLD),
    /** The source did not send an unchanged large value, and the configuration does not say what to write. */
    UNAVAILABLE_VALUE(Disposition.HOLD),
    /** A record of an upserted table without a key that tells which row it is about. */
    MISSING_KEY(Disposition.HOLD),
    /** A record key whose fields are not among the key columns: rows of one key could come from several partitions. */
    KEY_MISMATCH(Disposition.HOLD),
    /** An operation the table's mode cannot express, such as truncate. */
    UNSUPPORTED_OPERATION(Disposition.HOLD),
    /** Neither a row nor a change event: heartbeat, transaction or schema change, or a value that is no structure. */
    UNSUPPORTED_RECORD(Disposition.HOLD);

    /** What is stopped by a reason. */
    public enum Disposition {
        /** The one record. */
        QUARANTINE,
        /** The table. */
        HOLD
    }

    private final Disposition disposition;

    ReasonCode(Disposition disposition) {
        this.disposition = disposition;
    }

    public Disposition disposition() {
        return disposition;
    }
}
