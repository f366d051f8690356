package io.lockweir.connect.schema;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** Connect's Decimal, whose every value has the scale of its schema; a converter refuses any other. */
record DecimalValues(int scale) implements ConnectValues {

    static DecimalValues of(Schema schema) {
        String scale = schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
        if (scale == null) {
            throw TypeMismatch.because("a Decimal schema without parameter " + Decimal.SCALE_FIELD);
        }
        try {
            return new DecimalValues(Integer.parseInt(scale));
        } catch (NumberFormatException e) {
            throw TypeMismatch.because("a Decimal schema whose parameter " + Decimal.SCALE_FIELD + " is no number");
        }
    }

    @Override
    public Object toBorder(Object value) {
        return checked(value);
    }

    @Override
    public Object fromBorder(Object value) {
        return checked(value);
    }

    private BigDecimal checked(Object value) {
        if (!(value instanceof BigDecimal decimal)) {
            throw TypeMismatch.of("java.math.BigDecimal", value);
        }
        // On the way back this is what detects a scale changed in the schema parameters: the value's own is
        // authenticated.
        if (decimal.scale() != scale) {
            throw TypeMismatch.because("the schema's scale is " + scale + ", the value's is " + decimal.scale());
        }
        return decimal;
    }
}
