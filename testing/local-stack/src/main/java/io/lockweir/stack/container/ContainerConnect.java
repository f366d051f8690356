package io.lockweir.stack.container;

import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.StackEnvironment;
import io.lockweir.stack.connect.WorkerProperties;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.files.LogConfiguration;
import io.lockweir.stack.files.PluginPath;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.Network;

/** A worker of Apache's image. Files of this machine that its options name are bound at the same place. */
final class ContainerConnect extends ContainerService implements ConnectService {
    static final int PORT = 8083;

    private final ConnectOptions options;
    private final StackEnvironment addresses;
    private final Runnable beforeStart;
    private final int port = Ports.free();

    ContainerConnect(
            Network network, Path work, ConnectOptions options, StackEnvironment addresses, Runnable beforeStart) {
        super(options.name(), network, work);
        this.options = options;
        this.addresses = addresses;
        this.beforeStart = beforeStart;
    }

    @Override
    ContainerDefinition definition() {
        Map<String, String> environment = new TreeMap<>(addresses.variables());
        environment.putAll(options.environment());
        environment.put("KAFKA_HEAP_OPTS", String.join(" ", options.jvmArguments()));
        environment.put("KAFKA_LOG4J_OPTS", logging().argument(folder()));
        return new ContainerDefinition(
                options.name(),
                "apache/kafka:" + options.version().release(),
                Map.of(PORT, port),
                environment,
                List.of("/opt/kafka/bin/connect-distributed.sh", properties().toString()),
                binds(environment),
                new Ready.Http(PORT, "/connectors"));
    }

    private Map<Path, String> binds(Map<String, String> environment) {
        Map<Path, String> binds = new LinkedHashMap<>();
        binds.put(folder(), folder().toString());
        options.plugins().stream()
                .map(Path::toAbsolutePath)
                .filter(Files::isDirectory)
                .forEach(plugin -> binds.put(plugin, plugin.toString()));
        environment.values().stream()
                .filter(value -> value.startsWith("/") && Files.exists(Path.of(value)))
                .forEach(path -> binds.put(Path.of(path), path));
        return binds;
    }

    @Override
    void prepare() throws IOException {
        beforeStart.run();
        Path plugins = new PluginPath(folder().resolve("plugins")).fill(options.plugins());
        Map<String, String> worker =
                WorkerProperties.of(options, ContainerKafka.INSIDE_ADDRESS, "0.0.0.0", options.name(), PORT);
        worker.put("plugin.path", plugins.toString());
        PropertiesFile.write(properties(), worker);
        logging().write(folder(), options.logLevels());
    }

    private LogConfiguration logging() {
        return options.version() == ConnectVersion.V4_3 ? LogConfiguration.LOG4J2 : LogConfiguration.RELOAD4J;
    }

    private Path properties() {
        return folder().resolve("worker.properties");
    }

    @Override
    public ConnectVersion version() {
        return options.version();
    }

    @Override
    public URI restUrl() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }
}
