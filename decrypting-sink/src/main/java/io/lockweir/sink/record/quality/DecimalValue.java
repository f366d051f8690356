package io.lockweir.sink.record.quality;

import dev.cel.common.types.OpaqueType;
import java.math.BigDecimal;

/** A decimal in a rule: equal to another one of the same value, whatever their scales. */
record DecimalValue(BigDecimal value) {

    static final OpaqueType TYPE = OpaqueType.create("decimal");

    DecimalValue {
        value = value.stripTrailingZeros();
    }

    long compare(DecimalValue other) {
        return value.compareTo(other.value);
    }

    /** Without the value: it is of a row. */
    @Override
    public String toString() {
        return "DecimalValue";
    }
}
