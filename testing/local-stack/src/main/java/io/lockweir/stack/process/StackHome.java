package io.lockweir.stack.process;

import io.lockweir.stack.StackException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which the build has left the servers: {@code NAME.classpath} files, the registry, plugins. */
public record StackHome(Path folder) {
    public static final String PROPERTY = "lockweir.stack.home";

    /** From {@value #PROPERTY}; {@code target/stack} below the working directory or one of its parents without it. */
    public static StackHome find() {
        String configured = System.getProperty(PROPERTY);
        if (configured != null) {
            return new StackHome(Path.of(configured).toAbsolutePath());
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path candidate = p.resolve("target").resolve("stack");
            if (Files.exists(candidate.resolve("kafka.classpath"))) {
                return new StackHome(candidate);
            }
        }
        throw new StackException("no target/stack here or above; build testing/servers first, or set -D" + PROPERTY);
    }

    /** Of the server's dependencies and, where it has any, of our classes for it. */
    public String classPath(String server) {
        Path file = folder.resolve(server + ".classpath");
        Path classes = folder.resolve(server + "-classes");
        try {
            String dependencies = Files.readString(file).strip();
            return Files.isDirectory(classes) ? classes + File.pathSeparator + dependencies : dependencies;
        } catch (IOException e) {
            throw new StackException("no class path of " + server + " at " + file + "; build testing/servers first", e);
        }
    }

    /** Folder of Kafka's file source and sink, which run in both workers. */
    public Path fileConnectorPlugin() {
        return folder.resolve("plugins").resolve("connect-file");
    }

    /** Folder of the Apicurio Avro converter, to be given to a worker as a plugin. */
    public Path converterPlugin() {
        return folder.resolve("plugins").resolve("apicurio-converter");
    }
}
