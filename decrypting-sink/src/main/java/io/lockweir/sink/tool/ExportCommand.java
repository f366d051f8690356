package io.lockweir.sink.tool;

import io.lockweir.sink.governance.DesignJson;
import io.lockweir.sink.governance.TableDesign;
import io.lockweir.sink.tool.CatalogArguments.Loaded;
import io.lockweir.sink.write.ForeignBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the design file of a table that is there. */
@Command(name = "export", description = "Writes the design of a table as it is now.", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private CatalogArguments catalog = new CatalogArguments();

    @Option(names = "--table", required = true, description = "Full name, such as bank.customers.")
    private String table = "";

    @Option(
            names = "--new",
            description =
                    "For a table that is to be created: without uuid, ids counted up from 1 as Iceberg gives them.")
    private boolean forNew;

    @Option(
            names = "--hide-bounds",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Columns that the connector decrypts: the design demands that no writer puts their bounds into"
                            + " manifests (write.metadata.metrics.column.COLUMN=none).")
    private Set<String> hidden = Set.of();

    @Option(names = "--output", description = "File to write, which must not be there yet; else to standard output.")
    private @Nullable Path output;

    @Option(names = "--json", description = "With --output: tell what was written as JSON. A design is JSON anyway.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        TableIdentifier id = Findings.table(table);
        Loaded loaded = Objects.requireNonNull(catalog.load(List.of(id)).get(id));
        if (!(loaded instanceof Loaded.Found found)) {
            throw new IllegalStateException("Table " + id + " does not exist");
        }
        TableDesign design = hiding(TableDesign.of(found.metadata()));
        String text = DesignJson.format(forNew ? design.renumbered() : design);
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
        write(output, text);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? Findings.json(
                                        Map.of("result", "ok", "table", id.toString(), "file", output.toString()))
                                : "Wrote " + output);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private TableDesign hiding(TableDesign design) {
        try {
            return design.with(ForeignBounds.hiding(design.schema(), hidden));
        } catch (ConfigException e) {
            throw new UsageException("--hide-bounds: table " + table + " has not all of the columns " + hidden);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UsageException("Cannot write " + file + " ("
                    + e.getClass().getSimpleName() + "); a file that is there is not replaced");
        }
    }
}
