package io.lockweir.stack.connect;

import io.lockweir.stack.ConnectOptions;
import java.util.HashMap;
import java.util.Map;

/** A worker's configuration, the same in a process and in a container. */
public final class WorkerProperties {
    private WorkerProperties() {}

    /**
     * A new map; without {@code plugin.path}, which depends on where the worker runs.
     *
     * @param host under which the other workers of its group reach it
     */
    public static Map<String, String> of(
            ConnectOptions options, String bootstrapServers, String bindAddress, String host, int port) {
        Map<String, String> p = new HashMap<>();
        String group = options.groupId();
        p.put("bootstrap.servers", bootstrapServers);
        p.put("group.id", group);
        p.put("listeners", "http://" + bindAddress + ":" + port);
        p.put("rest.advertised.host.name", host);
        p.put("rest.advertised.port", Integer.toString(port));
        p.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        p.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        p.put("key.converter.schemas.enable", "false");
        p.put("value.converter.schemas.enable", "false");
        for (String store : new String[] {"offset", "config", "status"}) {
            p.put(store + ".storage.topic", "_" + group + "_" + store);
            p.put(store + ".storage.replication.factor", "1");
        }
        p.put("offset.storage.partitions", "1");
        p.put("status.storage.partitions", "1");
        p.put("offset.flush.interval.ms", "2000");
        p.put("exactly.once.source.support", "enabled");
        // The strictest: a plugin without its META-INF/services files is not found.
        p.put("plugin.discovery", "service_load");
        p.put("connector.client.config.override.policy", "All");
        p.put("config.providers", "env,file");
        p.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        p.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        // A killed worker's tasks would otherwise wait five minutes for its return.
        p.put("scheduled.rebalance.max.delay.ms", "0");
        p.put("session.timeout.ms", "10000");
        p.put("heartbeat.interval.ms", "2000");
        p.put("task.shutdown.graceful.timeout.ms", "3000");
        p.putAll(options.properties());
        return p;
    }
}
