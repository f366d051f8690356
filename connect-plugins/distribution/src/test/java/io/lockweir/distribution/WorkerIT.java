package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The zips in real workers that find plugins by their service files alone. */
class WorkerIT {

    private static final List<String> OURS = List.of(
            "io.lockweir.connect.EncryptFields$Key",
            "io.lockweir.connect.EncryptFields$Value",
            "io.lockweir.connect.DecryptFields$Key",
            "io.lockweir.connect.DecryptFields$Value",
            "io.lockweir.connect.converter.EncryptingConverter",
            "io.lockweir.postgres.AuroraPostgresConnector",
            "io.lockweir.cassandra.connector.CassandraCdcSourceConnector",
            "io.lockweir.sink.DecryptingIcebergSinkConnector");

    @ParameterizedTest
    @EnumSource
    void loadsEveryPluginAndValidatesConfigurations(ConnectVersion version) throws Exception {
        Path[] zips = Project.PLUGINS.stream().map(Project::zip).toArray(Path[]::new);
        ConnectOptions worker = ConnectOptions.of(version, zips).withProperty("plugin.discovery", "service_load");
        try (LocalStack stack = LocalStack.builder().withConnect(worker).start()) {
            ConnectService connect = stack.connect();
            assertThat(connect.plugins()).containsAll(OURS);
            assertThat(connect.client().validate(misspelt())).containsKeys("slot.nmae", "transforms.encrypt.mode");
            assertThat(connect.client().validate(cassandra())).containsOnlyKeys("cassandra.host");
        }
    }

    /** Right but for the node that is not there: the driver was found, and its classes. */
    private static Map<String, String> cassandra() {
        return Map.of(
                "name", "ledger",
                "connector.class", "io.lockweir.cassandra.connector.CassandraCdcSourceConnector",
                "tasks.max", "1",
                "topic.prefix", "bank",
                "cassandra.host", "127.0.0.1",
                "cassandra.port", "1",
                "cassandra.datacenter", "dc1",
                "cdc.raw.dir", "/cdc_raw",
                "spool.dir", "/spool",
                "images", "delta");
    }

    /** A source with a misspelt key, and a transform with a wrong value. */
    private static Map<String, String> misspelt() {
        Map<String, String> config = new HashMap<>();
        config.put("name", "bank");
        config.put("connector.class", "io.lockweir.postgres.AuroraPostgresConnector");
        config.put("tasks.max", "1");
        config.put("exactly.once.support", "required");
        config.put("topic.prefix", "bank");
        config.put("database.hostname", "127.0.0.1");
        config.put("database.dbname", "bank");
        config.put("database.user", "bank");
        config.put("database.sslmode", "disable");
        config.put("slot.nmae", "bank");
        config.put("transforms", "encrypt");
        config.put("transforms.encrypt.type", "io.lockweir.connect.EncryptFields$Value");
        config.put("transforms.encrypt.keyset.file", "/nowhere");
        config.put("transforms.encrypt.fields", "email");
        config.put("transforms.encrypt.mode", "wrong");
        return config;
    }
}
