package io.lockweir.stack.container;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.lockweir.stack.Service;
import io.lockweir.stack.StackException;
import io.lockweir.stack.process.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** What all services in containers share: the container, which keeps its data when it is killed and started again. */
abstract class ContainerService implements Service {
    private static final Duration START = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 10;

    private final Network network;
    private final Path folder;
    private final String name;
    private @Nullable GenericContainer<?> container;

    ContainerService(String name, Network network, Path work) {
        this.name = name;
        this.network = network;
        this.folder = work.toAbsolutePath().resolve(name);
    }

    /** Without side effects. */
    abstract ContainerDefinition definition();

    /** Writes the files that the definition binds. */
    abstract void prepare() throws IOException;

    final Path folder() {
        return folder;
    }

    /** Not started; needs no Docker engine. */
    final GenericContainer<?> create() {
        ContainerDefinition definition = definition();
        GenericContainer<?> created = new GenericContainer<>(DockerImageName.parse(definition.image()))
                .withNetwork(network)
                .withNetworkAliases(definition.name())
                .withEnv(definition.environment())
                .withExposedPorts(definition.ports().keySet().toArray(Integer[]::new))
                .withStartupTimeout(START)
                .waitingFor(waiting(definition.ready()))
                .withLogConsumer(this::append)
                .withCreateContainerCmdModifier(command -> bind(command.getHostConfig(), definition));
        // The same port at each start, and on loopback only; Testcontainers' own choice is neither.
        List<String> ports = new ArrayList<>();
        definition.ports().forEach((inside, outside) -> ports.add("127.0.0.1:" + outside + ":" + inside));
        created.setPortBindings(ports);
        if (!definition.command().isEmpty()) {
            created.withCommand(definition.command().toArray(String[]::new));
        }
        return created;
    }

    private static void bind(@Nullable HostConfig host, ContainerDefinition definition) {
        if (host == null) {
            throw new IllegalStateException("Testcontainers has made no host configuration");
        }
        List<Bind> binds = new ArrayList<>();
        definition.binds().forEach((outside, inside) -> binds.add(new Bind(outside.toString(), new Volume(inside))));
        host.withBinds(binds);
    }

    static WaitStrategy waiting(ContainerDefinition.Ready ready) {
        if (ready instanceof ContainerDefinition.Ready.Http http) {
            return Wait.forHttp(http.path()).forPort(http.port()).forStatusCode(200);
        }
        ContainerDefinition.Ready.Log log = (ContainerDefinition.Ready.Log) ready;
        return Wait.forLogMessage(log.regex(), log.times());
    }

    private void append(OutputFrame frame) {
        try {
            Files.write(log(), frame.getBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        try {
            GenericContainer<?> known = container;
            if (known == null) {
                Files.createDirectories(folder);
                prepare();
                GenericContainer<?> created = create();
                container = created;
                created.start();
            } else {
                known.getDockerClient()
                        .startContainerCmd(known.getContainerId())
                        .exec();
                waiting(definition().ready()).waitUntilReady(known);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name + " in " + folder, e);
        } catch (RuntimeException e) {
            throw new StackException(
                    "%s did not start: %s; the end of %s:%n%s"
                            .formatted(name, e.getMessage(), log(), LogTail.of(log(), 40)),
                    e);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path log() {
        return folder.resolve(name + ".log");
    }

    @Override
    public final boolean alive() {
        GenericContainer<?> known = container;
        return known != null && known.isRunning();
    }

    @Override
    public final void kill() {
        GenericContainer<?> known = container;
        if (known != null && known.isRunning()) {
            known.getDockerClient().killContainerCmd(known.getContainerId()).exec();
        }
    }

    @Override
    public final void freeze() {
        GenericContainer<?> known = container;
        if (known != null) {
            known.getDockerClient().pauseContainerCmd(known.getContainerId()).exec();
        }
    }

    @Override
    public final void thaw() {
        GenericContainer<?> known = container;
        if (known != null) {
            known.getDockerClient().unpauseContainerCmd(known.getContainerId()).exec();
        }
    }

    @Override
    public final void close() {
        GenericContainer<?> known = container;
        if (known != null && known.isRunning()) {
            known.getDockerClient()
                    .stopContainerCmd(known.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        }
    }

    /** Removes the container and its data; after that the service cannot be started again. */
    final void remove() {
        GenericContainer<?> known = container;
        if (known != null) {
            known.stop();
        }
    }
}
