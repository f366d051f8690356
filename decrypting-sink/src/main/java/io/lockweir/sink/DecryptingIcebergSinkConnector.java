package io.lockweir.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Decrypts at the last moment and writes exactly once to Apache Iceberg. */
public final class DecryptingIcebergSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return BuildVersion.TEXT;
    }

    @Override
    public ConfigDef config() {
        return SinkKeys.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DecryptingIcebergSinkTask.class;
    }

    /** Also refuses unknown keys and what the sink's guarantees forbid in Connect's own keys. Asks no server. */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Config config = super.validate(connectorConfigs);
        Map<String, ConfigValue> values = new HashMap<>();
        config.configValues().forEach(value -> values.put(value.name(), value));
        boolean complete = config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        SinkRules.problems(connectorConfigs, complete)
                .forEach((key, problem) -> values.computeIfAbsent(
                                key, name -> new ConfigValue(name, null, List.of(), new ArrayList<>()))
                        .addErrorMessage(problem));
        return new Config(new ArrayList<>(values.values()));
    }

    /** Checks mapping and tables; what is wrong with them is an error here, not a record dropped later. */
    @Override
    public void start(Map<String, String> props) {
        properties = Map.copyOf(props);
        Preflight.run(new SinkConfig(props));
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put(SinkConfig.TASK, Integer.toString(task));
            tasks.add(config);
        }
        return tasks;
    }

    /** Always refused: a table would not follow, and the next start reads from where the table stands. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        throw new ConnectException(
                "Offsets of this sink are not Connect's to alter: each table holds its own progress, and"
                        + " reading starts there. To read again, roll the table back and answer the HOLD that follows with replay.");
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
