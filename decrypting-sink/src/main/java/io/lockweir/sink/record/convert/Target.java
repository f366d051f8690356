package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ReasonCode;
import org.apache.iceberg.types.Type;

/** The place a value goes to: for error texts, and to create refusals in one form. */
record Target(String field, Type type) {

    Refusal outOfRange(String what) {
        return new Refusal(
                ReasonCode.OUT_OF_RANGE, field, "The value is outside the column type " + type + ": " + what);
    }

    Refusal malformed(String expected) {
        return new Refusal(
                ReasonCode.MALFORMED_VALUE,
                field,
                "The value is no " + expected + ", which the column type " + type + " needs");
    }

    Refusal incompatible(String source) {
        return new Refusal(
                ReasonCode.INCOMPATIBLE_TYPE, field, source + " does not convert to the column type " + type);
    }

    Refusal narrowing(String source) {
        return new Refusal(
                ReasonCode.NARROWING, field, source + " does not fit the column type " + type + "; widen the column");
    }

    Refusal nullValue() {
        return new Refusal(ReasonCode.NULL_VALUE, field, "The value is null and the column is required");
    }
}
