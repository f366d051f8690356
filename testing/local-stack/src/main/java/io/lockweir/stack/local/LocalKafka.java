package io.lockweir.stack.local;

import io.lockweir.stack.KafkaService;
import io.lockweir.stack.files.LogConfiguration;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broker and controller in one JVM; replication factors of one, and no wait before the first rebalance of a group. */
final class LocalKafka extends LocalService implements KafkaService {
    private final StackHome home;
    private final int port = Ports.free();
    private final int controllerPort = Ports.free();

    LocalKafka(StackHome home, Path work) {
        super("kafka", work);
        this.home = home;
    }

    @Override
    JavaCommand prepare() throws IOException {
        Path properties = PropertiesFile.write(folder().resolve("server.properties"), properties());
        return new JavaCommand(
                home.classPath("kafka"),
                List.of("-Xmx768m", "-XX:+UseG1GC", "-Xshare:auto", LogConfiguration.LOG4J2.write(folder(), Map.of())),
                "io.lockweir.stack.servers.kafka.KafkaServer",
                List.of(properties.toString()));
    }

    private Map<String, String> properties() {
        Map<String, String> p = new HashMap<>();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", dataDirectory().toString());
        p.put("num.partitions", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "3");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "3");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("auto.create.topics.enable", "true");
        return p;
    }

    @Override
    void check() throws IOException {
        KafkaHandshake.check(port);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Path dataDirectory() {
        return folder().resolve("data");
    }
}
