package io.lockweir.connect.record;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;

/** Where a field stands: named in every error. */
record Place(String topic, Part part, FieldPath path) {

    /** For example {@code field address.street of the value, topic bank.public.customers}. */
    @Override
    public String toString() {
        String side = part == Part.FIELD_OF_KEY || part == Part.WHOLE_KEY ? "key" : "value";
        String field = path.steps().isEmpty() ? "" : "field " + path + " of ";
        return field + "the " + side + ", topic " + topic;
    }
}
