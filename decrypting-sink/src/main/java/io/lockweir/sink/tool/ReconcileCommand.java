package io.lockweir.sink.tool;

import io.lockweir.sink.catalog.TenantCatalogs;
import io.lockweir.sink.reconcile.ComparedRows;
import io.lockweir.sink.reconcile.Comparison;
import io.lockweir.sink.reconcile.Reconciliation;
import io.lockweir.sink.record.RecordConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares a table with its source. */
@Command(
        name = "lockweir-reconcile",
        description =
                "Compares a table of the Iceberg sink with its source, row for row. Exit codes: 0 equal, 1 differs, 2 wrong"
                        + " options or configuration, 3 could not run.",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.OfReconcile.class)
final class ReconcileCommand implements Callable<Integer> {

    @Mixin
    private ReconcileOptions options = new ReconcileOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean database = options.database != null;
        if (database == !options.topics.isEmpty() || database == options.from.isEmpty()) {
            throw new UsageException("Name one source: --database with --from, or --topic");
        }
        TableIdentifier id = Findings.table(options.table);
        Map<String, String> config =
                database ? ConnectorFile.asFarAsResolved(options.config) : ConnectorFile.whole(options.config);
        config.putAll(ConnectorFile.read(options.config));
        RecordConfig records = RecordConfig.of(config);
        Path staging = Files.createTempDirectory("lockweir-reconcile");
        try (TenantCatalogs catalogs =
                new TenantCatalogs("lockweir-reconcile", CatalogArguments.tenants(config), staging.toString())) {
            Table table = catalogs.of(id).load(id);
            ReconcileReport report = new ReconcileReport(options, id);
            SelectedColumns selected = SelectedColumns.of(options, records, id, table);
            try (ReconcileSource source = database
                    ? new DatabaseSource(options, table, selected)
                    : new TopicSource(options, config, records, id, table, selected)) {
                return compare(source, selected.rows(), report);
            }
        } finally {
            // Nothing is written, so nothing is staged.
            Files.deleteIfExists(staging);
        }
    }

    private int compare(ReconcileSource source, ComparedRows rows, ReconcileReport report) {
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), options.quiet)) {
            Comparison findings = new Reconciliation(
                            rows, source.source(), source.table(), options.memoryRows, options.show)
                    .compare(progress::reading);
            progress.close();
            report.tell(spec.commandLine().getOut(), findings, rows, source.facts());
            return findings.equal() ? LockweirReconcile.EQUAL : LockweirReconcile.DIFFERS;
        }
    }
}
