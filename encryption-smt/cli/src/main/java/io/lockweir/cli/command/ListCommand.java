package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.output.Table;
import io.lockweir.cli.store.Inventory;
import io.lockweir.cli.store.RecordFields;
import io.lockweir.cli.store.ScopeText;
import io.lockweir.encryption.keys.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists keys. */
@Command(
        name = "list",
        description =
                "Lists the data keys of the store, or the keys of the keyset: ids, scopes, KEKs, ages. No key material.")
final class ListCommand extends ToolCommand {
    @Option(names = "--scope", paramLabel = "NAME", description = "Only data keys of this namespace or join domain.")
    private @Nullable String scope;

    @Option(names = "--kek", paramLabel = "LABEL", description = "Only data keys that this KEK wraps.")
    private @Nullable String kek;

    @Option(names = "--domains", description = "Only the keys of join domains.")
    private boolean domains;

    @Override
    Report run() {
        ToolConfig config = common().requiredConfig();
        KeySection keys = new KeySection(config);
        if (keys.isKeyset()) {
            String why = "with a keyset, whose keys serve all scopes";
            Arguments.refuse(scope != null, "--scope", why);
            Arguments.refuse(kek != null, "--kek", why);
            Arguments.refuse(domains, "--domains", why);
            return Keysets.report(KeysetDocument.of(config));
        }
        return StoreWork.run(
                keys,
                progress("Reading the store"),
                store -> report(Inventory.of(store).entries()));
    }

    private Report report(List<Inventory.Entry> entries) {
        List<Inventory.Entry> chosen = entries.stream().filter(this::chosen).toList();
        Report report = new Report()
                .field("count", chosen.size())
                .field("data_keys", chosen.stream().map(ListCommand::fields).toList());
        Table table = new Table("DATA KEY", "SCOPE", "KEKS", "CREATED", "BY", "RECORDS");
        chosen.forEach(entry -> table.row(
                entry.id(),
                ScopeText.of(entry.scope()),
                String.join(",", entry.kekLabels()),
                entry.records().get(0).created(),
                entry.records().get(0).createdBy(),
                entry.records().size()));
        table.addTo(report);
        return report.line(chosen.size() + " data keys");
    }

    private boolean chosen(Inventory.Entry entry) {
        return (scope == null || entry.scope().name().equals(scope))
                && (kek == null || entry.kekLabels().contains(kek))
                && (!domains || entry.scope() instanceof Scope.Join);
    }

    private static Map<String, Object> fields(Inventory.Entry entry) {
        Map<String, Object> fields =
                new LinkedHashMap<>(RecordFields.of(entry.records().get(0)));
        fields.put("keks", entry.kekLabels());
        fields.put("records", entry.records().size());
        return fields;
    }
}
