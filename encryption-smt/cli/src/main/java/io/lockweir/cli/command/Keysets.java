package io.lockweir.cli.command;

import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.keyset.KeysetDocument.KeyFacts;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a keyset is reported. */
final class Keysets {
    private Keysets() {}

    static Report report(KeysetDocument keyset) {
        Report report = new Report()
                .field(
                        "keyset_keys",
                        keyset.keys().stream().map(Keysets::fields).toList());
        Table table = new Table("KEY", "STATUS", "PRIMARY");
        keyset.keys().forEach(key -> table.row(key.id(), key.status(), key.primary() ? "yes" : ""));
        table.addTo(report);
        return report;
    }

    private static Map<String, Object> fields(KeyFacts key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keyset_key", key.id());
        fields.put("status", key.status());
        fields.put("primary", key.primary());
        return fields;
    }
}
