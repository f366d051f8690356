package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultRule;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.fault.ProxiedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The protocol on a real broker, object store and REST catalog with a faulty proxy before it. */
class DecryptingIcebergSinkIT {

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT.faultyProxy()));

    @TempDir
    private Path staging;

    private Optional<SinkRig> opened = Optional.empty();

    @BeforeEach
    void open(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        opened = Optional.of(new SinkRig(STACK.stack(), staging, name, 2));
    }

    @AfterEach
    void close() {
        proxy().clear();
        opened.ifPresent(SinkRig::close);
    }

    private SinkRig rig() {
        return opened.orElseThrow();
    }

    /** Of this test's table: a commit that an earlier test left undecided may still be on its way. */
    private Predicate<ProxiedRequest> commits() {
        String path = "/tables/" + rig().id.name();
        return ProxiedRequest.tableCommit().and(request -> request.path().endsWith(path));
    }

    private static FaultyProxy proxy() {
        return STACK.stack().catalog().faultyProxy().orElseThrow();
    }

    @Test
    void writesCommittedTransactionsOnceAndNeitherCreatesNorAlters() {
        new DecryptingIcebergSinkConnector().start(rig().connector());
        rig().produce(0, 100);
        rig().abort(0, 30);
        rig().produce(1, 50);
        rig().produce(0, 7);
        try (DrivenTask task = new DrivenTask(rig(), rig().connector(), 0, 1)) {
            until(task, this::complete);

            assertComplete();
            TopicPartition second = new TopicPartition(rig().topic, 1);
            until(
                    task,
                    // More when the broker refused a transaction, whose records lie before.
                    () -> Objects.requireNonNull(task.commitOffsets().get(second))
                                    .offset()
                            >= 50);
        }
        assertThat(rig().creations()).isZero();
        assertThat(rig().foreignUpdates()).isEmpty();
        assertThat(rig().table().properties())
                .containsKey("lockweir.it." + rig().topic + ".0")
                .containsKey("lockweir.it." + rig().topic + ".source");
        assertThat(rig().table().currentSnapshot().summary())
                .containsEntry("lockweir.connector", "sink-" + rig().topic)
                .containsKeys("lockweir.principal", "lockweir.build", "lockweir.read", "lockweir.unseen");
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void losesNothingWhenKilledBeforeTheFirstCommitEver() {
        rig().produce(0, 200);
        FaultRule refused = proxy().always(commits(), new Fault.AnswerInstead(503));
        DrivenTask killed = new DrivenTask(rig(), rig().connector(), 0);
        until(killed, () -> refused.fired() > 0);
        killed.kill();
        proxy().clear();

        try (DrivenTask task = new DrivenTask(rig(), other(rig().connector()), 0)) {
            until(task, this::complete);
        }

        assertComplete();
    }

    @Test
    void commitsOnceWhenAnAppliedCommitIsAnswered409() {
        appliedThen(new Fault.AnswerAfterApplying(409));
    }

    @Test
    void commitsOnceWhenAnAppliedCommitIsAnswered401() {
        appliedThen(new Fault.AnswerAfterApplying(401));
    }

    @Test
    void commitsOnceWhenAnAppliedCommitIsAnswered503() {
        appliedThen(new Fault.AnswerAfterApplying(503));
    }

    @Test
    void commitsOnceWhenTheAnswerToAnAppliedCommitIsLost() {
        appliedThen(new Fault.DropAfterApplying());
    }

    private void appliedThen(Fault fault) {
        FaultRule first = proxy().once(commits(), fault);
        FaultRule later = proxy().onNth(2, commits(), fault);
        rig().produce(0, 100);
        try (DrivenTask task = new DrivenTask(rig(), rig().connector(), 0)) {
            until(task, this::complete);
            rig().produce(0, 50);
            until(task, this::complete);
            rig().produce(0, 25);
            until(task, this::complete);
        }
        assertThat(first.fired()).isEqualTo(1);
        assertThat(later.fired()).isEqualTo(1);
        assertComplete();
    }

    @Test
    void readsAgainWhenACommitOfAKilledTaskLandsLate() {
        FaultRule late = proxy().once(commits(), new Fault.Delay(Duration.ofSeconds(4)));
        rig().produce(0, 100);
        DrivenTask killed = new DrivenTask(rig(), rig().connector(), 0);
        until(killed, () -> late.fired() > 0);
        killed.kill();
        rig().produce(0, 60);

        try (DrivenTask task = new DrivenTask(rig(), other(rig().connector()), 0)) {
            until(task, this::complete);
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            rig().produce(0, 10);
            until(task, this::complete);
        }

        assertComplete();
    }

    @Test
    void writesOnceWithTwoTasksOnOnePartition() {
        try (DrivenTask zombie = new DrivenTask(rig(), other(rig().connector()), 0, 1);
                DrivenTask owner = new DrivenTask(rig(), rig().connector(), 0)) {
            for (int round = 0; round < 15; round++) {
                rig().produce(0, 20);
                rig().produce(1, 5);
                for (int i = 0; i < 5; i++) {
                    zombie.poll();
                    owner.poll();
                }
            }
            until(owner, () -> {
                zombie.poll();
                return complete();
            });
        }
        assertComplete();
    }

    @Test
    void waitsOutACatalogOutage() {
        rig().produce(0, 100);
        try (DrivenTask task = new DrivenTask(rig(), rig().connector(), 0)) {
            until(task, this::complete);
            proxy().refuse();
            for (int round = 0; round < 40; round++) {
                rig().produce(0, 10);
                task.poll();
            }
            proxy().resume();
            until(task, this::complete);
        }
        assertComplete();
    }

    @Test
    void keepsRowsToTheirRules() {
        Map<String, String> config = rig().connector();
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "dead");
        config.put("quality.rules", "not-17,small");
        config.put("quality.rules.not-17.expression", "id != 17");
        config.put("quality.rules.not-17.on.violation", "dlq");
        config.put("quality.rules.small.expression", "id < 90 && _event.topic.startsWith('it.')");
        config.put("quality.rules.small.on.violation", "warn");
        new DecryptingIcebergSinkConnector().start(config);
        rig().produce(0, 100);
        try (DrivenTask task = new DrivenTask(rig(), config, 0)) {
            until(task, () -> rig().rows() >= 99);

            assertThat(task.deadLetters)
                    .singleElement()
                    .asString()
                    .startsWith("17: RULE_VIOLATED: ")
                    .contains("The rule not-17 does not hold");
        }
        assertThat(rig().ids()).hasSize(99).doesNotContain(17L);
        assertThat(rig().violations()).isEqualTo(Map.of("not-17", 1L, "small", 10L));
    }

    @Test
    void publishesWhatAnotherWorkerCommittedToTheBranch() {
        Map<String, String> config = rig().connector();
        config.put("write.wap.branch", "audit");
        FaultRule publications = proxy().always(
                        commits().and(request -> request.body().contains("\"ref-name\":\"main\"")),
                        new Fault.AnswerInstead(503));
        rig().produce(0, 100);
        try (DrivenTask gone = new DrivenTask(rig(), config, 0)) {
            until(gone, () -> publications.fired() > 0);
        }
        assertThat(rig().table().currentSnapshot()).isNull();
        assertThat(rig().table().snapshot("audit").summary()).containsKey("lockweir.written");
        proxy().clear();

        try (DrivenTask task = new DrivenTask(rig(), other(config), 0)) {
            until(task, this::complete);
            rig().produce(0, 20);
            until(task, this::complete);
        }

        assertComplete();
        assertThat(rig().table().snapshot("audit").snapshotId())
                .isEqualTo(rig().table().currentSnapshot().snapshotId());
        assertThat(rig().foreignUpdates()).isEmpty();
    }

    @Test
    void refusesToStartWithoutItsTable() {
        Map<String, String> config = rig().connector();
        config.put("mapping.topics", rig().topic + ":it.missing");

        assertThatThrownBy(() -> new DecryptingIcebergSinkConnector().start(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("table it.missing does not exist");
    }

    @Test
    void refusesToStartWithAnUnmatchedTopic() {
        Map<String, String> config = rig().connector();
        config.put("topics", rig().topic + ",it.unmapped");

        assertThatThrownBy(() -> new DecryptingIcebergSinkConnector().start(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it.unmapped");
    }

    /** As another worker has it: nothing in the JVM is shared with the first one. */
    private static Map<String, String> other(Map<String, String> config) {
        config.put("name", config.get("name") + "-elsewhere");
        return config;
    }

    private boolean complete() {
        return rig().rows() >= rig().produced().size();
    }

    private void assertComplete() {
        assertThat(rig().ids()).isEqualTo(rig().produced());
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
