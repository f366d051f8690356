package io.lockweir.sink.tool;

import io.lockweir.sink.governance.DesignJson;
import io.lockweir.sink.governance.TableDesign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.iceberg.catalog.TableIdentifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One design file against its table. */
@Command(
        name = "diff",
        description = "Tells in what a table differs from a design file. Exit code 1 if it does.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Mixin
    private CatalogArguments catalog = new CatalogArguments();

    @Option(names = "--table", required = true, description = "Full name, such as bank.customers.")
    private String table = "";

    @Option(names = "--file", required = true, description = "The design file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Tell it as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        TableIdentifier id = Findings.table(table);
        return Findings.of(catalog, Map.of(id, read(file)))
                .tell(spec.commandLine().getOut(), json);
    }

    private static TableDesign read(Path file) {
        try {
            return DesignJson.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException(
                    "The design " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw new UsageException("The design " + file + " cannot be used: " + e.getMessage());
        }
    }
}
