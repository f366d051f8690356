package io.lockweir.postgres.it;

import io.lockweir.stack.PostgresService;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A copy of the stack's PostgreSQL that runs in recovery and takes queries. It follows nobody: it waits for WAL for ever. */
final class Standby implements AutoCloseable {

    private final Process process;
    private final int port;

    private Standby(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The embedded binaries have no pg_basebackup: a backup by hand. */
    static Standby of(PostgresService primary, Path folder) throws SQLException, IOException {
        Path source = Objects.requireNonNull(primary.log().toAbsolutePath().getParent())
                .resolve("data");
        Path target = folder.resolve("data");
        int port = Ports.free();
        try (Connection connection = DriverManager.getConnection(primary.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copy(source, target);
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(target.resolve("backup_label"), label.getString(1));
            }
            copy(source.resolve("pg_wal"), target.resolve("pg_wal"));
        }
        Files.deleteIfExists(target.resolve("postmaster.pid"));
        Files.createFile(target.resolve("standby.signal"));
        Files.writeString(target.resolve("postgresql.conf"), "\nport = " + port + "\n", StandardOpenOption.APPEND);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a new user namespace it sees itself as nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(postgres().toString(), "-D", target.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("standby.log").toFile())
                .start();
        Standby standby = new Standby(process, port);
        String url = primary.jdbcUrl().replace(":" + primary.port() + "/", ":" + port + "/");
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            DriverManager.getConnection(url).close();
            return true;
        });
        return standby;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private static Path postgres() throws IOException {
        Path home = StackHome.find().folder();
        try (Stream<Path> files = Files.list(home)) {
            return files.map(folder -> folder.resolve("bin/postgres"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Files may go and come meanwhile: the backup's WAL makes up for it. */
    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(source.relativize(folder));
                if (!Files.exists(copy)) {
                    Files.copy(folder, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                // Slots stay behind.
                return folder.endsWith("pg_replslot") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    Files.copy(
                            file,
                            target.resolve(source.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
