package io.lockweir.stack.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a supervised JVM.
 *
 * @param classPath without {@link Supervised}, which is added
 */
public record JavaCommand(String classPath, List<String> jvmArguments, String mainClass, List<String> arguments) {

    public JavaCommand {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /** A tiny JVM that runs a native program. */
    public static JavaCommand ofNative(List<String> command) {
        return new JavaCommand(
                "", List.of("-Xmx32m", "-Xshare:auto", "-XX:+UseSerialGC"), NativeCommand.class.getName(), command);
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmArguments);
        line.add("-cp");
        line.add(classPath.isEmpty() ? ownCode() : ownCode() + File.pathSeparator + classPath);
        line.add(Supervised.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    private static String ownCode() {
        try {
            return Path.of(Supervised.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
