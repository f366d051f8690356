package io.lockweir.stack.local;

import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.StackException;
import io.lockweir.stack.files.CassandraConfiguration;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One node from {@code cassandra-all}, on Java 17 for 4.1 as well. */
final class LocalCassandra extends LocalService implements CassandraService {
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc");
    private static final List<String> OPENS = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.math",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "java.rmi/sun.rmi.transport.tcp",
            "jdk.management/com.sun.management.internal");

    private final StackHome home;
    private final CassandraVersion version;
    private final CassandraConfiguration files;
    private final int port = Ports.free();
    private final int storagePort = Ports.free();

    LocalCassandra(StackHome home, Path work, CassandraVersion version) {
        super(version.server(), work);
        this.home = home;
        this.version = version;
        this.files = new CassandraConfiguration(folder());
    }

    @Override
    JavaCommand prepare() throws IOException {
        files.write(port, storagePort);
        String classPath = home.classPath(version.server());
        List<String> jvm = new ArrayList<>(List.of(
                "-Xms512m",
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-javaagent:" + agent(classPath),
                // Cassandra 4.1 installs one.
                "-Djava.security.manager=allow",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dcassandra.config=" + files.yaml().toUri(),
                "-Dcassandra.storagedir=" + folder(),
                "-Dlogback.configurationFile=" + files.logback(),
                "-Dcassandra-foreground=yes",
                "-Dcassandra.ring_delay_ms=1000",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.superuser_setup_delay_ms=0",
                "-Dcassandra.disable_tcactive_openssl=true"));
        EXPORTS.forEach(name -> jvm.addAll(List.of("--add-exports", name + "=ALL-UNNAMED")));
        OPENS.forEach(name -> jvm.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
        return new JavaCommand(classPath, jvm, "org.apache.cassandra.service.CassandraDaemon", List.of());
    }

    /** The library that measures objects wants to be an agent, too. */
    private static String agent(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow(() -> new StackException("no jamm on the class path of Cassandra"));
    }

    @Override
    void check() throws IOException {
        CqlHandshake.check(port);
    }

    @Override
    public CassandraVersion version() {
        return version;
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path configuration() {
        return files.yaml();
    }

    @Override
    public Path commitLog() {
        return files.commitLog();
    }

    @Override
    public Path cdcRaw() {
        return files.cdcRaw();
    }
}
