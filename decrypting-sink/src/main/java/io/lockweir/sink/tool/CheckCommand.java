package io.lockweir.sink.tool;

import io.lockweir.sink.governance.DesignFolder;
import io.lockweir.sink.governance.TableDesign;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole folder of designs against its tables, as the sink would at its start. */
@Command(
        name = "check",
        description = "Tells which tables are not as designed. Exit code 1 if there are any.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final String JSON = ".json";

    @Mixin
    private CatalogArguments catalog = new CatalogArguments();

    @Option(names = "--designs", description = "Folder of design files; else table.design of the configuration.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Tell it as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path designs = folder == null ? configured() : folder;
        Map<TableIdentifier, TableDesign> read = new LinkedHashMap<>();
        for (String name : names(designs)) {
            TableIdentifier id = Findings.table(name);
            try {
                read.put(id, new DesignFolder(designs).read(id));
            } catch (IOException | ConfigException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
        if (read.isEmpty()) {
            throw new UsageException("The folder " + designs + " holds no designs");
        }
        return Findings.of(catalog, read).tell(spec.commandLine().getOut(), json);
    }

    private Path configured() {
        String designs = catalog.designs();
        if (designs.isEmpty()) {
            throw new UsageException("Give --designs: the configuration has no table.design");
        }
        return Path.of(designs);
    }

    private static List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + JSON)) {
            files.forEach(file -> {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - JSON.length()));
            });
        } catch (IOException e) {
            throw new UsageException(
                    "The folder " + folder + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        names.sort(null);
        return names;
    }
}
