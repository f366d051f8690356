package io.lockweir.sink.record.quality;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.List;

/**
 * Decimals, which CEL does not have: {@code decimal('1.50')}, {@code a.compare(b)} as −1, 0 or 1, {@code a.plus(b)} and
 * {@code a.minus(b)}, all exact. Its comparison operators cannot be widened, so they stay with its own types.
 */
final class DecimalFunctions {

    /** Longer ones could take memory and time out of proportion: no column has more than 38 digits. */
    private static final int LONGEST = 64;

    private DecimalFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "decimal",
                        CelOverloadDecl.newGlobalOverload("decimal_string", DecimalValue.TYPE, SimpleType.STRING),
                        CelOverloadDecl.newGlobalOverload("decimal_int", DecimalValue.TYPE, SimpleType.INT)),
                CelFunctionDecl.newFunctionDeclaration(
                        "compare",
                        CelOverloadDecl.newMemberOverload(
                                "decimal_compare_decimal", SimpleType.INT, DecimalValue.TYPE, DecimalValue.TYPE)),
                CelFunctionDecl.newFunctionDeclaration(
                        "plus",
                        CelOverloadDecl.newMemberOverload(
                                "decimal_plus_decimal", DecimalValue.TYPE, DecimalValue.TYPE, DecimalValue.TYPE)),
                CelFunctionDecl.newFunctionDeclaration(
                        "minus",
                        CelOverloadDecl.newMemberOverload(
                                "decimal_minus_decimal", DecimalValue.TYPE, DecimalValue.TYPE, DecimalValue.TYPE)));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("decimal_string", String.class, DecimalFunctions::parse),
                CelFunctionBinding.from(
                        "decimal_int", Long.class, number -> new DecimalValue(BigDecimal.valueOf(number))),
                CelFunctionBinding.from(
                        "decimal_compare_decimal", DecimalValue.class, DecimalValue.class, DecimalValue::compare),
                CelFunctionBinding.from(
                        "decimal_plus_decimal",
                        DecimalValue.class,
                        DecimalValue.class,
                        (a, b) -> new DecimalValue(a.value().add(b.value()))),
                CelFunctionBinding.from(
                        "decimal_minus_decimal",
                        DecimalValue.class,
                        DecimalValue.class,
                        (a, b) -> new DecimalValue(a.value().subtract(b.value()))));
    }

    private static DecimalValue parse(String text) {
        if (text.length() > LONGEST || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new IllegalArgumentException("no decimal");
        }
        return new DecimalValue(new BigDecimal(text));
    }
}
