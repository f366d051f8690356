package io.lockweir.encryption.value;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the body of a join domain and converts it back, with a range check, where the field's own type is known. */
final class JoinDecoder implements PlaintextDecoder {
    private final JoinDomain domain;
    private final @Nullable ValueSchema expected;

    JoinDecoder(JoinDomain domain, @Nullable ValueSchema expected) {
        if (expected != null) {
            JoinConversion.check(expected.type(), domain);
        }
        this.domain = domain;
        this.expected = expected;
    }

    @Override
    public DecryptedValue decode(byte[] plaintext) {
        PlaintextReader reader = new PlaintextReader(plaintext);
        if (reader.u8() != domain.type().code()) {
            throw Plaintext.malformed("is not of the join domain's type");
        }
        Object value = Objects.requireNonNull(BodyReader.scalar(domain.type(), reader, reader.left()));
        reader.end();
        if (value instanceof BigDecimal decimal && !JoinConversion.isStripped(decimal)) {
            throw Plaintext.malformed("has a decimal with trailing zeros in a join domain");
        }
        ValueSchema target = expected;
        if (target == null || target.type() == ValueType.ANY || target.type() == domain.type()) {
            return new DecryptedValue(domain.type(), rescaled(value, target));
        }
        return new DecryptedValue(target.type(), JoinConversion.fromDomain(value, target, domain));
    }

    private Object rescaled(Object value, @Nullable ValueSchema target) {
        return value instanceof BigDecimal && target != null && target.type() == ValueType.DECIMAL
                ? JoinConversion.fromDomain(value, target, domain)
                : value;
    }
}
