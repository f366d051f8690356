package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's JDBC catalog, on SQLite: exactly once through a kill and through two tasks on one partition. */
class JdbcCatalogIT {

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT));

    @TempDir
    private Path staging;

    @TempDir
    private Path database;

    @Test
    void writesOnceThroughAKillAndAContendingTask() {
        try (SinkRig rig = new SinkRig(STACK.stack(), staging, "jdbc", catalog())) {
            rig.produce(0, 50);
            DrivenTask killed = new DrivenTask(rig, rig.connector(), 0);
            until(killed, () -> rig.rows() > 0);
            rig.produce(0, 50);
            killed.poll();
            killed.kill();

            try (DrivenTask zombie = new DrivenTask(rig, named(rig.connector(), "zombie"), 0);
                    DrivenTask owner = new DrivenTask(rig, named(rig.connector(), "owner"), 0)) {
                for (int round = 0; round < 5; round++) {
                    rig.produce(0, 20);
                    zombie.poll();
                    owner.poll();
                }
                until(owner, () -> {
                    zombie.poll();
                    return rig.rows() >= rig.produced().size();
                });
            }

            assertThat(rig.ids()).isEqualTo(rig.produced());
            assertThat(rig.table().currentSnapshot().summary()).containsEntry("lockweir.principal", "sink");
        }
    }

    private Map<String, String> catalog() {
        Map<String, String> catalog = SinkRig.objectStore(STACK.stack());
        catalog.put("type", "jdbc");
        catalog.put("name", "lake");
        // Waits for whoever writes: SQLite locks the whole file.
        catalog.put("uri", "jdbc:sqlite:" + database.resolve("catalog.db") + "?busy_timeout=30000");
        catalog.put("jdbc.schema-version", "V1");
        catalog.put("jdbc.user", "sink");
        catalog.put("jdbc.password", "unused by SQLite");
        catalog.put("warehouse", "s3://warehouse/jdbc");
        return catalog;
    }

    private static Map<String, String> named(Map<String, String> config, String name) {
        config.put("name", name);
        return config;
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
