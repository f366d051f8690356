package io.lockweir.stack.container;

import io.lockweir.stack.process.StackHome;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Servers without an image that we trust to exist: the very jars of the local stack in a plain Java image. */
final class JavaContainer {
    static final String IMAGE = "eclipse-temurin:17-jre";

    private final List<Path> classPath;

    JavaContainer(StackHome home, String server) {
        this.classPath = List.of(home.classPath(server).split(File.pathSeparator)).stream()
                .map(Path::of)
                .toList();
    }

    /** Each jar or folder at a place of its own, since they come from many folders. */
    Map<Path, String> binds() {
        Map<Path, String> binds = new LinkedHashMap<>();
        classPath.forEach(entry -> binds.put(entry, inside(entry)));
        return binds;
    }

    List<String> command(List<String> jvmArguments, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(
                String.join(":", classPath.stream().map(JavaContainer::inside).toList()));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static String inside(Path entry) {
        return "/server/" + entry.getFileName();
    }
}
