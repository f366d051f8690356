package io.lockweir.cassandra.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Cassandra wants of the JVM's inside. */
final class OpenModules {

    static final List<String> OPTIONS = options();

    private OpenModules() {}

    private static List<String> options() {
        List<String> options = new ArrayList<>();
        Stream.of(
                        "java.base/jdk.internal.misc",
                        "java.base/jdk.internal.ref",
                        "java.base/sun.nio.ch",
                        "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                        "java.rmi/sun.rmi.registry",
                        "java.rmi/sun.rmi.server",
                        "java.sql/java.sql",
                        "jdk.unsupported/sun.misc")
                .forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
        Stream.of(
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
                        "jdk.management/com.sun.management.internal")
                .forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
        return List.copyOf(options);
    }
}
