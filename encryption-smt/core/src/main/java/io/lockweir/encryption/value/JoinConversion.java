package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lossless conversions between a field's own type and a join domain's. */
final class JoinConversion {
    /** The parameter that carries a decimal's scale in Connect. */
    private static final String SCALE = "scale";
    /** PostgreSQL's largest declared precision. More digits would serve only to exhaust a reader's memory. */
    private static final long MAX_DIGITS = 1_000;

    private static final int LONG_DIGITS = 19;

    private static final Set<ValueType> INTEGERS =
            EnumSet.of(ValueType.INT8, ValueType.INT16, ValueType.INT32, ValueType.INT64);

    private JoinConversion() {}

    /** Refuses a type that never converts, when the field is bound and not at the first value. */
    static void check(ValueType type, JoinDomain domain) {
        if (type != ValueType.ANY && !possible(type, domain)) {
            throw new IllegalArgumentException("A field of type " + type + " has no lossless form in join domain "
                    + domain.name() + " of type " + domain.type());
        }
    }

    private static boolean possible(ValueType type, JoinDomain domain) {
        return type == domain.type()
                || switch (domain.type()) {
                    case INT64 -> INTEGERS.contains(type) || type == ValueType.DECIMAL;
                    case DECIMAL -> INTEGERS.contains(type);
                    case STRING -> type == ValueType.UUID;
                    case UUID -> type == ValueType.STRING;
                    default -> false;
                };
    }

    static Object toDomain(ValueType source, Object value, JoinDomain domain) {
        if (!possible(source, domain)) {
            throw notConvertible(source, domain.type(), domain);
        }
        Object converted = switch (domain.type()) {
            case INT64 -> toLong(value);
            case DECIMAL -> toDecimal(value);
            case STRING -> normalised(value instanceof UUID uuid ? uuid.toString() : (String) value, domain);
            case UUID -> value instanceof UUID ? value : parseUuid((String) value);
            default -> value;
        };
        if (converted == null) {
            throw notConvertible(source, domain.type(), domain);
        }
        return converted;
    }

    static Object fromDomain(Object value, ValueSchema target, JoinDomain domain) {
        Object converted = switch (target.type()) {
            case INT8, INT16, INT32 -> narrowed(toLong(value), target.type());
            case INT64 -> toLong(value);
            case DECIMAL -> scaled(toDecimal(value), target);
            case STRING -> value.toString();
            case UUID -> parseUuid((String) value);
            default -> null;
        };
        if (converted == null) {
            throw notConvertible(domain.type(), target.type(), domain);
        }
        return converted;
    }

    private static @Nullable Object narrowed(@Nullable Long number, ValueType type) {
        if (number == null) {
            return null;
        }
        long value = number;
        return switch (type) {
            case INT8 -> (byte) value == value ? (Object) (byte) value : null;
            case INT16 -> (short) value == value ? (Object) (short) value : null;
            default -> (int) value == value ? (Object) (int) value : null;
        };
    }

    private static @Nullable Long toLong(Object value) {
        if (!(value instanceof BigDecimal decimal)) {
            return integer(value);
        }
        // Java's own check overflows for scales near -2^31 and then writes the number out, all two billion digits.
        long integerDigits = (long) decimal.precision() - decimal.scale();
        if (integerDigits > LONG_DIGITS || (integerDigits <= 0 && decimal.signum() != 0)) {
            return null;
        }
        try {
            return decimal.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal toDecimal(Object value) {
        BigDecimal decimal = value instanceof BigDecimal number ? number : BigDecimal.valueOf(integer(value));
        return decimal.precision() > MAX_DIGITS ? null : stripped(decimal);
    }

    /** The domain's form of a decimal, or null when its scale leaves 32 bits. */
    private static @Nullable BigDecimal stripped(BigDecimal value) {
        try {
            return value.stripTrailingZeros();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Never through {@link Number#longValue}, which would cut a fraction off. */
    private static long integer(Object value) {
        if (value instanceof Integer number) {
            return number;
        } else if (value instanceof Short number) {
            return number;
        } else if (value instanceof Byte number) {
            return number;
        }
        return (Long) value;
    }

    /** Whether a decimal is in the domain's form: then stripping leaves its scale as it is. */
    static boolean isStripped(BigDecimal value) {
        BigDecimal stripped = stripped(value);
        return stripped != null && stripped.scale() == value.scale();
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal value, ValueSchema target) {
        String declared = target.parameters().get(SCALE);
        if (declared == null || value == null) {
            return value;
        }
        try {
            int scale = Integer.parseInt(declared);
            long digits = value.precision() + ((long) scale - value.scale());
            // A stripped value of a larger scale cannot be rounded without loss; Java would find out by a huge
            // division.
            boolean fits = value.scale() <= scale && digits <= MAX_DIGITS;
            return fits ? value.setScale(scale, RoundingMode.UNNECESSARY) : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static String normalised(String text, JoinDomain domain) {
        return domain.normaliser() == Normaliser.NFC ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    /** Only the canonical spelling: any other would not come back as it was. */
    private static @Nullable UUID parseUuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static EnvelopeException notConvertible(ValueType from, ValueType to, JoinDomain domain) {
        return new EnvelopeException(
                Reason.NOT_CONVERTIBLE,
                "A value of type " + from + " has no lossless form as " + to + " (join domain " + domain.name() + ")");
    }
}
