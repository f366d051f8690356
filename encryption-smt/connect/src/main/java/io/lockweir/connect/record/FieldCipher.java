package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Decides what happens to a field that a rule names: the variants are encryption and decryption. */
interface FieldCipher {

    /**
     * The plan for a field with a schema.
     *
     * @param row what the rule's values are bound to, or null
     * @return null when the field is dropped from the record
     * @throws FieldException when no record of this schema can be converted
     */
    @Nullable
    Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row);

    /**
     * The conversion of a field without a schema.
     *
     * @return null when the field is dropped from the record
     */
    @Nullable
    Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row);

    /**
     * Called for each field that a rule names and that is not there.
     *
     * @throws FieldException unless the variant goes on without it
     */
    default void missing(Place place, TopicRule rule, String what) {
        throw FieldException.of(FieldFailure.FIELD_MISSING, place, what);
    }

    /** Where the subject of a row is told to encryptors; null when nobody asks. */
    default @Nullable RowSubjects subjects() {
        return null;
    }

    /** What a connector writes for a value it did not get. */
    default Placeholder placeholder() {
        return new Placeholder("");
    }

    /** Called for each field, nested ones too, that no rule names. */
    void unlisted(Place place, Schema schema);
}
