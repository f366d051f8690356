package io.lockweir.stack.local;

import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.KafkaService;
import io.lockweir.stack.StackEnvironment;
import io.lockweir.stack.connect.WorkerProperties;
import io.lockweir.stack.files.LogConfiguration;
import io.lockweir.stack.files.PluginPath;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One worker of Kafka's own distribution. It starts beside the broker and waits for it. */
final class LocalConnect extends LocalService implements ConnectService {
    private final StackHome home;
    private final ConnectOptions options;
    private final KafkaService kafka;
    private final StackEnvironment addresses;
    private final int port = Ports.free();

    LocalConnect(StackHome home, Path work, ConnectOptions options, KafkaService kafka, StackEnvironment addresses) {
        super(options.name(), work);
        this.home = home;
        this.options = options;
        this.kafka = kafka;
        this.addresses = addresses;
    }

    @Override
    JavaCommand prepare() throws IOException {
        Path plugins = new PluginPath(folder().resolve("plugins")).fill(options.plugins());
        Map<String, String> properties =
                WorkerProperties.of(options, kafka.bootstrapServers(), "127.0.0.1", "127.0.0.1", port);
        properties.put("plugin.path", plugins.toString());
        Path file = PropertiesFile.write(folder().resolve("worker.properties"), properties);
        LogConfiguration logging =
                options.version() == ConnectVersion.V4_3 ? LogConfiguration.LOG4J2 : LogConfiguration.RELOAD4J;
        List<String> jvm = new ArrayList<>(
                List.of("-Xmx1g", "-XX:+UseG1GC", "-Xshare:auto", logging.write(folder(), options.logLevels())));
        jvm.addAll(options.jvmArguments());
        return new JavaCommand(
                home.classPath(options.version().server()),
                jvm,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of(file.toString()));
    }

    @Override
    Map<String, String> processEnvironment() {
        Map<String, String> variables = new HashMap<>(addresses.variables());
        variables.putAll(options.environment());
        return variables;
    }

    /** Lists the connectors: the worker has joined its group and read its configuration topic when it can. */
    @Override
    void check() throws IOException, InterruptedException {
        HttpResponse<String> response =
                Http.send(HttpRequest.newBuilder(restUrl().resolve("/connectors")));
        if (response.statusCode() != 200) {
            throw new IOException("the list of connectors was answered with " + response.statusCode());
        }
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
