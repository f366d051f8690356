package io.lockweir.cli.command;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file with the connector's keys and the tool's own; see lockweir-keys config.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Write the result as one JSON object on standard output.")
    private boolean json;

    @Option(names = "--no-progress", description = "Show no progress on standard error.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** The configuration, if one is given. */
    Optional<ToolConfig> config() {
        return Optional.ofNullable(config).map(ToolConfig::read);
    }

    /** The configuration of a command that needs one. */
    ToolConfig requiredConfig() {
        return config().orElseThrow(() -> new UsageException(
                "Give --config FILE: it says where keys come from. lockweir-keys config explains its keys."));
    }
}
