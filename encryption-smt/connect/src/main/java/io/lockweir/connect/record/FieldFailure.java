package io.lockweir.connect.record;

import io.lockweir.encryption.failure.EnvelopeException;

/** Why a field could not be encrypted or decrypted. The names are stable: they appear in reports and metrics. */
public enum FieldFailure {
    /** A rule names a field that the schema, or the schemaless record, does not have. */
    FIELD_MISSING(
            false, "Correct the path in `fields`, or narrow `topics` so that the rule does not match this topic."),
    /** The path leads through something that is no struct, array or map, or does not end where values are. */
    UNSUPPORTED_BRANCH(false, "Correct the path: a.b for structs, a[*] for arrays, a{*} for map values."),
    /** The field to encrypt carries the mark of an encrypted field. */
    ALREADY_ENCRYPTED(false, "Encrypt a field once: remove the second EncryptFields, or the rule."),
    /** An encrypted field stands in clear in the record key under the same path. */
    CLEAR_IN_KEY(
            false,
            "Put EncryptFields$Key with the same field (mode=join keeps keys equal) before EncryptFields$Value, "
                    + "or accept the copy with on.key.copy=allow."),
    /** The reader expects ciphertext and finds something else. Stops the task: a dead-letter queue would copy the clear text. */
    CLEAR_WHERE_CIPHERTEXT_EXPECTED(
            false, "Check that every writer of the topic encrypts the field; the value was not passed on."),
    /**
     * With profile confluent: it does not authenticate. Stops the task: clear text of some length looks the same, and a dead-letter queue
     * would copy it.
     */
    CLEAR_OR_CHANGED(
            false,
            "It was changed, is clear text, or is of another data key. Compare the writer's rule and subject; it was not passed on."),
    /** With rules by tags: the schema that has the tags does not have the field, so that nobody knows whether it is to be encrypted. */
    FIELD_NOT_REGISTERED(
            false,
            "Register the schema with the field, and its tags if it has any, under the subject of the tags, before records have it."),
    /** It is of the other profile. */
    WRONG_PROFILE(false, "Give the rule the profile that the writer has."),
    /** A field that no rule of the reader names carries the mark of an encrypted field. */
    CIPHERTEXT_WHERE_CLEAR_EXPECTED(false, "Name the field in a rule and say what to do with it."),
    /** No key of the key source made the envelope in this namespace or domain. */
    UNKNOWN_KEY(false, "Compare keyset, namespace and join domain with the writer's."),
    /** The value's subject was shredded, and its data key with it. */
    SHREDDED(true, "Nobody reads the value again; say what to put in its place with on.shredded."),
    /** Authentication failed. */
    TAMPERED(true, "The ciphertext was changed, or moved here from another field."),
    /** The envelope is randomised where the rule is deterministic, or the reverse. */
    WRONG_SUITE(true, "Give the rule the mode that the writer uses."),
    /** The schema parameters beside the ciphertext do not describe a schema. */
    BAD_SCHEMA_PARAMETERS(true, "The schema was changed on the way; compare it with the writer's."),
    /** The schema parameters describe another schema than the one that was encrypted. */
    SCHEMA_MISMATCH(true, "The schema was changed on the way; compare it with the writer's."),
    /** The converter lost the schema parameters and the value needs them. */
    SCHEMA_LOST(
            true,
            "Use a converter that keeps schema parameters (JSON with schemas, Avro with connect.meta.data=true), "
                    + "or on.schema.lost=base for scalar values without name and parameters."),
    /** It begins as an envelope and is none, or the plaintext is no valid encoding. */
    MALFORMED(true, "The ciphertext was cut or changed on the way."),
    /** An envelope of a newer format. */
    UNSUPPORTED(true, "Update the plugin."),
    /** Text holds half a surrogate pair and has no UTF-8 form. */
    LONE_SURROGATE(true, "Repair the text in the source."),
    /** The value is not what its schema says. */
    VALUE_MISMATCH(true, "Repair the connector or transform that made the record."),
    /** The value has no lossless form in the join domain, or none in its own type on the way back. */
    NOT_CONVERTIBLE(true, "Choose a join.type that holds every value of the field."),
    /** Deeper or larger than the format allows. */
    TOO_LARGE(true, "Leave the field out of the rule, or make it smaller.");

    private final boolean ofRecord;
    private final String advice;

    FieldFailure(boolean ofRecord, String advice) {
        this.ofRecord = ofRecord;
        this.advice = advice;
    }

    /** Whether only this record is at fault and it may go to a dead-letter queue; otherwise the task must stop. */
    public boolean ofRecord() {
        return ofRecord;
    }

    /** What to do next. */
    public String advice() {
        return advice;
    }

    static FieldFailure of(EnvelopeException.Reason reason) {
        return switch (reason) {
            case BAD_MAGIC -> CLEAR_WHERE_CIPHERTEXT_EXPECTED;
            case BAD_BASE64, TRUNCATED, MALFORMED -> MALFORMED;
            case UNSUPPORTED -> UNSUPPORTED;
            case WRONG_SUITE -> WRONG_SUITE;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case SHREDDED -> SHREDDED;
            case TAG_MISMATCH -> TAMPERED;
            case FINGERPRINT -> SCHEMA_MISMATCH;
            case SCHEMA_LOST -> SCHEMA_LOST;
            case LONE_SURROGATE -> LONE_SURROGATE;
            case TYPE_MISMATCH -> VALUE_MISMATCH;
            case NOT_CONVERTIBLE -> NOT_CONVERTIBLE;
            case TOO_LARGE -> TOO_LARGE;
        };
    }
}
