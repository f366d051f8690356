package io.lockweir.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one Connect worker is set up; workers with the same {@link #groupId()} form one cluster.
 *
 * @param name of the service and its folder, unique in the stack
 * @param plugins each a folder of jars, a folder of such folders, or a plugin zip (unpacked at the start)
 * @param environment on top of the stack's own {@code LOCKWEIR_*} addresses; wins over them
 * @param properties on top of the stack's worker properties; wins over them
 * @param jvmArguments for example {@code -Xmx2g}
 * @param logLevels of loggers, for example {@code io.lockweir} to {@code DEBUG}
 */
public record ConnectOptions(
        String name,
        ConnectVersion version,
        List<Path> plugins,
        Map<String, String> environment,
        Map<String, String> properties,
        List<String> jvmArguments,
        Map<String, String> logLevels) {

    public ConnectOptions {
        plugins = List.copyOf(plugins);
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
        jvmArguments = List.copyOf(jvmArguments);
        logLevels = Map.copyOf(logLevels);
    }

    public static ConnectOptions of(ConnectVersion version, Path... plugins) {
        return new ConnectOptions(
                version.server(), version, List.of(plugins), Map.of(), Map.of(), List.of("-Xmx1g"), Map.of());
    }

    public String groupId() {
        return properties.getOrDefault("group.id", "lockweir-" + name);
    }

    public ConnectOptions named(String other) {
        return new ConnectOptions(other, version, plugins, environment, properties, jvmArguments, logLevels);
    }

    public ConnectOptions withPlugin(Path plugin) {
        List<Path> all = new ArrayList<>(plugins);
        all.add(plugin);
        return new ConnectOptions(name, version, all, environment, properties, jvmArguments, logLevels);
    }

    public ConnectOptions withEnvironment(Map<String, String> more) {
        return new ConnectOptions(
                name, version, plugins, merged(environment, more), properties, jvmArguments, logLevels);
    }

    public ConnectOptions withProperty(String key, String value) {
        return new ConnectOptions(
                name, version, plugins, environment, merged(properties, Map.of(key, value)), jvmArguments, logLevels);
    }

    /** Later arguments win, so {@code -Xmx2g} overrides the default of 1 GiB. */
    public ConnectOptions withJvmArguments(String... more) {
        List<String> all = new ArrayList<>(jvmArguments);
        all.addAll(List.of(more));
        return new ConnectOptions(name, version, plugins, environment, properties, all, logLevels);
    }

    public ConnectOptions withLogLevel(String logger, String level) {
        return new ConnectOptions(
                name,
                version,
                plugins,
                environment,
                properties,
                jvmArguments,
                merged(logLevels, Map.of(logger, level)));
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> more) {
        Map<String, String> merged = new LinkedHashMap<>(base);
        merged.putAll(more);
        return merged;
    }
}
