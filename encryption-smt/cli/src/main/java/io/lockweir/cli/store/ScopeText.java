package io.lockweir.cli.store;

import io.lockweir.encryption.keys.Scope;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A scope as the tool writes it. */
public final class ScopeText {
    private ScopeText() {}

    /** For people. */
    public static String of(Scope scope) {
        if (scope instanceof Scope.Join join) {
            return "domain " + scope.name() + " ("
                    + join.domain().type().name().toLowerCase(Locale.ROOT) + ", "
                    + join.domain().normaliser().name().toLowerCase(Locale.ROOT) + ")";
        }
        return "namespace " + scope.name() + (scope instanceof Scope.Row ? " (row-bound)" : "");
    }

    /** For programs. */
    public static Map<String, Object> fields(Scope scope) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("suite", HexFormat.of().toHexDigits((byte) scope.suite().code()));
        fields.put("namespace", scope instanceof Scope.Join ? null : scope.name());
        fields.put("domain", scope instanceof Scope.Join ? scope.name() : null);
        fields.put(
                "domain_type",
                scope instanceof Scope.Join join ? join.domain().type().name().toLowerCase(Locale.ROOT) : null);
        fields.put(
                "normaliser",
                scope instanceof Scope.Join join
                        ? join.domain().normaliser().name().toLowerCase(Locale.ROOT)
                        : null);
        return fields;
    }
}
