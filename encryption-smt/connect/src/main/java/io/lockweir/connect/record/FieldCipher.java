package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Decides what happens to a field that a rule names: the variants are encryption and decryption. */
interface FieldCipher {

    /**
     * The plan for a field with a schema.
     *
     * @return null when the field is dropped from the record
     * @throws FieldException when no record of this schema can be converted
     */
    @Nullable
    Planned plan(Place place, TopicRule rule, Schema schema);

    /**
     * The conversion of a field without a schema.
     *
     * @return null when the field is dropped from the record
     */
    @Nullable
    Conversion plan(Place place, TopicRule rule);

    /** Called for each field, nested ones too, that no rule names. */
    void unlisted(Place place, Schema schema);
}
