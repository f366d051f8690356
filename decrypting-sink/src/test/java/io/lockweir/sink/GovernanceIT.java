package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.governance.DesignJson;
import io.lockweir.sink.governance.TableDesign;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the sink does to tables, counted where it counts: at the REST catalog. */
class GovernanceIT {

    private static final Schema WIDER = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "note", Types.StringType.get()));

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT));

    @TempDir
    private Path staging;

    @TempDir
    private Path designs;

    private Optional<SinkRig> opened = Optional.empty();

    @BeforeEach
    void open(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        opened = Optional.of(new SinkRig(STACK.stack(), staging, name, 1));
    }

    @AfterEach
    void close() {
        opened.ifPresent(SinkRig::close);
    }

    private SinkRig rig() {
        return opened.orElseThrow();
    }

    @Test
    void neverCreatesAMissingTable() {
        design(rig().table().schema());
        rig().drop();
        rig().produce(0, 10);

        assertThatThrownBy(() -> new DecryptingIcebergSinkConnector().start(governed()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("table " + rig().id + " does not exist");
        assertFails(governed(), "HOLD table-missing-");

        assertThat(rig().creations()).isZero();
    }

    @Test
    void neverAltersATableThatIsNotAsDesigned() {
        design(WIDER);
        rig().produce(0, 10);

        assertFails(governed(), "column note: expected optional string (id 2), found nothing");

        assertThat(rig().creations()).isZero();
        assertThat(rig().commits()).isZero();
    }

    @Test
    void createsOneTableAsDesigned() {
        design(WIDER);
        rig().drop();
        rig().produce(0, 10);
        Map<String, String> config = governed();
        config.put("table.create", "design");
        new DecryptingIcebergSinkConnector().start(config);
        try (DrivenTask task = new DrivenTask(rig(), config, 0)) {
            until(task, () -> rig().rows() == 10);
        }

        assertThat(rig().creations()).isEqualTo(1);
        assertThat(rig().foreignUpdates()).isEmpty();
        assertThat(rig().table().schema().findField("note").fieldId()).isEqualTo(2);
        assertThat(rig().ids()).isEqualTo(rig().produced());
    }

    @Test
    void altersOnceToFollowTheDesign() {
        design(WIDER);
        rig().produce(0, 10);
        Map<String, String> config = governed();
        config.put("schema.evolve", "design");
        new DecryptingIcebergSinkConnector().start(config);
        try (DrivenTask task = new DrivenTask(rig(), config, 0)) {
            until(task, () -> rig().rows() == 10);
            rig().produce(0, 10);
            until(task, () -> rig().rows() == 20);
        }

        assertThat(rig().creations()).isZero();
        assertThat(rig().foreignUpdates()).containsExactly("add-schema", "set-current-schema");
        assertThat(rig().ids()).isEqualTo(rig().produced());
    }

    private Map<String, String> governed() {
        Map<String, String> config = rig().connector();
        config.put("table.design", designs.toString());
        return config;
    }

    private void design(Schema schema) {
        TableDesign now =
                TableDesign.of(((HasTableOperations) rig().table()).operations().current());
        TableDesign design = new TableDesign(
                Optional.empty(),
                now.formatVersion(),
                schema,
                PartitionSpec.unpartitioned(),
                SortOrder.unsorted(),
                Map.of());
        try {
            Files.writeString(designs.resolve(rig().id + ".json"), DesignJson.format(design));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFails(Map<String, String> config, String text) {
        try (DrivenTask task = new DrivenTask(rig(), config, 0)) {
            assertThatThrownBy(() -> until(task, () -> false))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(text);
        }
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
