package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.proof.TableProof;
import io.lockweir.demo.run.Evidence;
import io.lockweir.demo.run.Leaks;
import io.lockweir.demo.workload.Mix;
import io.lockweir.demo.workload.Workload;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.connect.ConnectClient;
import io.lockweir.stack.connect.ConnectorStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole pipeline with keys from a key service that is revoked, away, or rotated meanwhile. Clocks are short: the data keys' time to
 * live is three seconds. {@code -Dlockweir.outage.seconds=600} makes the outage as long as one of ten minutes.
 */
class KeyServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What a machine that is busy with other things may take on top of the stated bound. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    private static final long CHANGES = 200;
    private static final long TOTAL = 1_500;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @ParameterizedTest
    @ValueSource(strings = {"none", "all"})
    void revokedKekStopsBothSidesWithinTheBoundAndNothingIsLost(String tolerance) throws Exception {
        try (Scene scene = new Scene("revoked" + tolerance, tolerance, Map.of())) {
            scene.start();
            long before = scene.write(CHANGES);
            scene.awaitRows(before);
            scene.connect().pause(scene.sink.name());
            long encrypted = scene.write(CHANGES);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> scene.pipeline.topics().changes() == encrypted);

            scene.keys.revoke();
            long revoked = System.nanoTime();
            Awaitility.await()
                    .atMost(EnvelopeKeys.TTL.plus(SLACK))
                    .untilAsserted(() -> assertThat(scene.workerLog()).contains("\"event\":\"denied\""));
            // Source and sink are two plugins with a key source each: both are through when the bound is.
            Awaitility.await()
                    .until(() -> System.nanoTime() - revoked
                            > EnvelopeKeys.TTL.plusSeconds(1).toNanos());
            scene.connect().resume(scene.sink.name());
            scene.writeRest();
            String failure = scene.connect().awaitFailed(scene.source.name(), PATIENCE);
            assertThat(failure).contains("KeyUnavailableError", EnvelopeKeys.LABEL);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scene.workerLog()).contains("Keys for ", "cannot be reached"));
            assertThat(scene.pipeline.topics().changes()).isEqualTo(encrypted);
            assertThat(scene.pipeline.lake().rows()).isEqualTo(before);
            scene.assertNoLeak();

            scene.keys.restore();
            scene.connect().restart(scene.source.name());
            scene.awaitRows(TOTAL);
            scene.assertExact();
            scene.assertNoLeak();
        }
    }

    @Test
    void keyServiceAwayIsUnnoticedWithinTheBoundThenWaitedForAndNothingIsLost() throws Exception {
        long seconds = Long.getLong("lockweir.outage.seconds", 60);
        Map<String, String> patient = Map.of("key.wait.ms", Long.toString(1000 * (seconds + 60)));
        try (Scene scene = new Scene("outage", "none", patient)) {
            scene.start();
            scene.awaitRows(scene.write(CHANGES));

            long begin = System.nanoTime();
            scene.keys.vault().faults().unreachable();
            long inTime = scene.write(CHANGES);
            scene.awaitRows(inTime);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as(
                            "what was written in the outage arrived before the bound; else the machine is too slow for this test")
                    .isLessThan(EnvelopeKeys.TTL.plus(EnvelopeKeys.MAX_STALE));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(seconds + 30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> System.nanoTime() - begin
                            > Duration.ofSeconds(seconds).toNanos());
            scene.writeRest();
            Awaitility.await()
                    .during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> scene.pipeline.topics().changes() == inTime
                            && scene.failures().isEmpty());

            scene.keys.vault().faults().reachable();
            scene.awaitRows(TOTAL);
            scene.assertExact();
            assertThat(scene.failures()).as("connectors that failed").isEmpty();
        }
    }

    @Test
    void tenDataKeysAndARewrapDuringARunLoseNothingAndOldRowsAreStillRead() throws Exception {
        try (Scene scene = new Scene("rotation", "none", Map.of("dek.max.uses", "200"))) {
            scene.start();
            scene.write(CHANGES);
            scene.keys.rotateKek();
            scene.keys.rewrap();
            scene.awaitRows(scene.writeRest());
            scene.assertExact();

            long dataKeys =
                    scene.keys.records().stream().map(DekRecord::id).distinct().count();
            assertThat(dataKeys).as("data keys published").isGreaterThanOrEqualTo(11);
            scene.readAllAgain();
            scene.assertExact();
        }
    }

    /** A bank of its own on the shared servers, with its own key service. */
    private static final class Scene implements AutoCloseable {
        private final LocalStack stack = STACK.stack();
        private final BankPipeline pipeline;
        private final EnvelopeKeys keys;
        private final ConnectorFile source;
        private final ConnectorFile sink;
        private final Canaries canaries;
        private final Workload workload;
        private final long logStart;

        /** @param keySettings more keys of the key section, for source and sink */
        Scene(String name, String tolerance, Map<String, String> keySettings) throws Exception {
            this.logStart = Files.size(stack.connect().log());
            this.pipeline = new BankPipeline(new Bank(name), stack, ProjectFolder.ofProperty());
            this.keys = new EnvelopeKeys(pipeline);
            this.canaries = new Canaries(new SplittableRandom(name.hashCode()));
            // Writers wait until they are told to go on.
            this.workload = new Workload(pipeline.database()::connect, Mix.BANK, 17, canaries, 0);
            Map<String, String> ofTransform = new HashMap<>();
            keySettings.forEach((key, value) -> ofTransform.put("transforms.encrypt." + key, value));
            this.source = keys.of(pipeline.source(), "transforms.encrypt.")
                    .with(ofTransform)
                    .with(Map.of("errors.tolerance", tolerance));
            this.sink = keys.of(pipeline.sink(), "")
                    .with(Map.of("commit.interval.ms", "500", "tasks.max", "1"))
                    .with(keySettings)
                    .with(tolerance.equals("all") ? tolerant(name) : Map.of());
        }

        private static Map<String, String> tolerant(String name) {
            return Map.of(
                    "errors.tolerance",
                    "all",
                    "errors.deadletterqueue.topic.name",
                    name + "-dead-letters",
                    "errors.deadletterqueue.topic.replication.factor",
                    "1");
        }

        ConnectClient connect() {
            return stack.connect().client();
        }

        void start() throws Exception {
            pipeline.create();
            keys.createDomain();
            pipeline.put(source);
            pipeline.put(sink);
            stack.connect().awaitRunning(source.name(), PATIENCE);
            stack.connect().awaitRunning(sink.name(), PATIENCE);
            Awaitility.await().atMost(PATIENCE).until(pipeline.database()::streams);
            workload.start(TOTAL);
        }

        /** At least so many more changes; returns how many there are then, all of them committed. */
        long write(long changes) {
            long wanted = workload.committed() + changes;
            workload.arrived(wanted);
            AtomicLong before = new AtomicLong();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> {
                        long committed = workload.committed();
                        return workload.finished() || (committed > wanted && before.getAndSet(committed) == committed);
                    });
            return workload.committed();
        }

        /** Every change there will be. */
        long writeRest() {
            workload.arrived(TOTAL);
            Awaitility.await().atMost(PATIENCE).until(workload::finished);
            return workload.committed();
        }

        void awaitRows(long rows) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(pipeline.lake().rows()).isGreaterThanOrEqualTo(rows));
        }

        void assertExact() throws Exception {
            Evidence evidence = Evidence.gather(pipeline.database(), pipeline.lake());
            assertThat(evidence.tables().values())
                    .as("%s", evidence.doubts())
                    .allSatisfy(proof ->
                            assertThat(proof).isEqualTo(new TableProof(proof.captured(), proof.captured(), 0, 0)));
            assertThat(evidence.bounds()).isEmpty();
        }

        /** Nothing clear in what the servers wrote: topics, logs, metadata. */
        void assertNoLeak() throws Exception {
            Leaks leaks = Leaks.search(
                    canaries,
                    PipelineStack.WORK,
                    BankStack.folderOf(stack.postgres()),
                    PipelineStack.WORK.resolve("no-staging"));
            assertThat(leaks.leaks()).isEmpty();
        }

        String workerLog() throws Exception {
            byte[] log = Files.readAllBytes(stack.connect().log());
            return new String(log, (int) logStart, (int) (log.length - logStart), StandardCharsets.UTF_8);
        }

        /** The traces of connectors that failed. */
        Map<String, String> failures() {
            Map<String, String> failures = new HashMap<>();
            for (ConnectorFile connector : new ConnectorFile[] {source, sink}) {
                ConnectorStatus status = stack.connect().status(connector.name());
                status.failure().ifPresent(trace -> failures.put(connector.name(), trace));
            }
            return failures;
        }

        /** Fresh tables, a fresh sink, the same topics: every data key ever used is needed once more. */
        void readAllAgain() throws Exception {
            long rows = pipeline.lake().rows();
            stack.connect().deleteConnector(sink.name());
            for (BankTable table : BankTable.values()) {
                pipeline.lake().drop(table.tableName());
            }
            pipeline.lake().createTables();
            pipeline.put(sink.named(sink.name() + "-again"));
            awaitRows(rows);
            stack.connect().deleteConnector(sink.name() + "-again");
            pipeline.put(sink);
        }

        @Override
        public void close() throws Exception {
            for (ConnectorFile connector : new ConnectorFile[] {source, sink}) {
                if (stack.connect().client().connectors().contains(connector.name())) {
                    stack.connect().deleteConnector(connector.name());
                }
            }
            workload.close();
            pipeline.close();
            keys.close();
        }
    }
}
