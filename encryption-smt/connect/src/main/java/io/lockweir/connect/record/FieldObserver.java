package io.lockweir.connect.record;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;

/**
 * Hears which fields the rules expect and which they find, for metrics and reports. Called by the thread of the transform when a
 * plan is made: once per schema, not per record.
 */
public interface FieldObserver {
    /** Counts nothing. */
    FieldObserver NONE = new FieldObserver() {
        @Override
        public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
            return FieldCounter.NONE;
        }

        @Override
        public void missing(String topic, Part part, FieldPath path, String rule) {}
    };

    /** A rule applies to a field that the record has. The counter hears of each of its values; ask again, get the same. */
    FieldCounter found(String topic, Part part, FieldPath path, String rule);

    /** A rule names a field that the record has not. */
    void missing(String topic, Part part, FieldPath path, String rule);

    /** A reader may let clear values of a field pass. The counter hears of each that did. */
    default FieldCounter plaintext(String topic, Part part, FieldPath path) {
        return FieldCounter.NONE;
    }

    /** Hears of the values of one field. On the hot path. */
    @FunctionalInterface
    interface FieldCounter {
        /** Counts nothing. */
        FieldCounter NONE = () -> {};

        /** One value that is not null. */
        void value();
    }
}
