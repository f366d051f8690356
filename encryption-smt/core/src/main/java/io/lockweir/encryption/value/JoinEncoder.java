package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import org.jspecify.annotations.Nullable;

/** {@code domain type u8 ‖ body} of the converted value. */
final class JoinEncoder implements PlaintextEncoder {
    private final ValueSchema schema;
    private final JoinDomain domain;

    JoinEncoder(ValueSchema schema, JoinDomain domain) {
        JoinConversion.check(schema.type(), domain);
        this.schema = schema;
        this.domain = domain;
    }

    @Override
    public void encode(@Nullable Object value, PlaintextBuffer buffer) {
        if (value == null) {
            throw new EnvelopeException(
                    Reason.TYPE_MISMATCH,
                    "A null cannot be encrypted in join domain " + domain.name() + "; let nulls pass");
        }
        ValueType source = JavaTypes.actual(schema, value);
        Object converted;
        try {
            converted = JoinConversion.toDomain(source, value, domain);
        } catch (ClassCastException e) {
            throw JavaTypes.mismatch(source, value);
        }
        buffer.u8(domain.type().code());
        BodyWriter.scalar(domain.type(), converted, buffer);
    }
}
