package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.proof.TableProof;
import io.lockweir.demo.run.Evidence;
import io.lockweir.demo.run.Leaks;
import io.lockweir.demo.workload.Mix;
import io.lockweir.demo.workload.Workload;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.connect.ConnectClient;
import io.lockweir.stack.connect.ConnectorStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole pipeline with keys from a key service that is revoked or away meanwhile; {@link RotationIT} has one that rotates. Clocks are
 * short: the data keys' time to live is three seconds. {@code -Dlockweir.outage.seconds=600} makes the outage one of ten minutes,
 * {@code -Dlockweir.connect=V3_9} runs everything on the older worker.
 */
class KeyServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What a machine that is busy with other things may take on top of the stated bound. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    /** How long a data key is used before its KEK is asked again. */
    private static final Duration TTL = Duration.ofSeconds(3);

    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("lockweir.outage.seconds", 80));
    /** From the last answer of the key service to the end of every data key, when it can't be reached: three quarters of the outage. */
    private static final Duration BOUND = OUTAGE.dividedBy(4).multipliedBy(3);

    private static final ConnectVersion VERSION =
            ConnectVersion.valueOf(System.getProperty("lockweir.connect", ConnectVersion.V4_3.name()));

    private static final long CHANGES = 200;
    private static final long TOTAL = 1_500;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    /** Tolerance of errors is where the two workers differ: 3.9 skips what it retried in vain. */
    static List<Arguments> workers() {
        Stream<Arguments> configured = Stream.of(Arguments.of(VERSION, "none"), Arguments.of(VERSION, "all"));
        Stream<Arguments> older = Stream.of(ConnectVersion.V3_9)
                .filter(version -> version != VERSION)
                .map(version -> Arguments.of(version, "all"));
        return Stream.concat(configured, older).toList();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void revokedKekStopsBothSidesWithinTheBoundAndNothingIsLost(ConnectVersion version, String tolerance)
            throws Exception {
        try (Scene scene =
                new Scene("revoked_" + version.server() + "_" + tolerance, version, tolerance, Duration.ofSeconds(1))) {
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
                    .atMost(TTL.plus(SLACK))
                    .untilAsserted(() -> assertThat(scene.workerLog()).contains("\"event\":\"denied\""));
            // Source and sink are two plugins with a key source each: both are through when the bound is.
            Awaitility.await()
                    .until(() ->
                            System.nanoTime() - revoked > TTL.plusSeconds(1).toNanos());
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
        try (Scene scene = new Scene("outage", VERSION, "none", OUTAGE)) {
            scene.start();
            scene.awaitRows(scene.write(CHANGES));

            long begin = System.nanoTime();
            scene.keys.vault().faults().unreachable();
            scene.awaitRows(scene.write(CHANGES));
            // The other two thirds of the bound are for a slow machine.
            awaitSince(begin, BOUND.dividedBy(3));
            long inTime = scene.write(CHANGES);
            scene.awaitRows(inTime);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as(
                            "what was written in the outage arrived before the bound; else the machine is too slow for this test")
                    .isLessThan(BOUND);

            awaitSince(begin, BOUND.plus(TTL));
            scene.writeRest();
            awaitSince(begin, OUTAGE);
            Awaitility.await()
                    .during(Duration.ofSeconds(4))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> scene.pipeline.topics().changes() == inTime
                            && scene.failures().isEmpty());

            scene.keys.vault().faults().reachable();
            scene.awaitRows(TOTAL);
            scene.assertExact();
            assertThat(scene.failures()).as("connectors that failed").isEmpty();
        }
    }

    private static void awaitSince(long begin, Duration time) {
        Awaitility.await()
                .atMost(time.plusSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> System.nanoTime() - begin > time.toNanos());
    }

    /** A bank of its own on the shared servers, with its own key service. */
    private static final class Scene implements AutoCloseable {
        private final LocalStack stack = STACK.stack();
        private final ConnectService worker;
        private final BankPipeline pipeline;
        private final EnvelopeKeys keys;
        private final ConnectorFile source;
        private final ConnectorFile sink;
        private final Canaries canaries;
        private final Workload workload;
        private final long logStart;

        /** @param keyWait how long a record waits for its key */
        Scene(String name, ConnectVersion version, String tolerance, Duration keyWait) throws Exception {
            this.worker = stack.connect(version.server());
            this.logStart = Files.size(worker.log());
            this.pipeline = new BankPipeline(new Bank(name), stack, ProjectFolder.ofProperty());
            this.keys = new EnvelopeKeys(
                    pipeline,
                    ProjectFolder.ofProperty(),
                    PipelineStack.WORK.resolve("keys").resolve(name),
                    Map.of(
                            "dek.ttl.ms", Long.toString(TTL.toMillis()),
                            "dek.max.stale.ms", Long.toString(BOUND.minus(TTL).toMillis()),
                            "key.wait.ms", Long.toString(keyWait.toMillis())));
            this.canaries = new Canaries(new SplittableRandom(name.hashCode()));
            // Writers wait until they are told to go on.
            this.workload = new Workload(pipeline.database()::connect, Mix.BANK, 17, canaries, 0);
            this.source = keys.source().with(Map.of("errors.tolerance", tolerance));
            this.sink = keys.sink()
                    .with(Map.of("commit.interval.ms", "500", "tasks.max", "1"))
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
            return worker.client();
        }

        void start() throws Exception {
            pipeline.create();
            keys.createDomain();
            worker.putConnector(source.name(), source.config());
            worker.putConnector(sink.name(), sink.config());
            worker.awaitRunning(source.name(), PATIENCE);
            worker.awaitRunning(sink.name(), PATIENCE);
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
                    canaries.all(),
                    PipelineStack.WORK,
                    List.of(BankStack.folderOf(stack.postgres())),
                    PipelineStack.WORK.resolve("no-staging"));
            assertThat(leaks.leaks()).isEmpty();
        }

        String workerLog() throws Exception {
            byte[] log = Files.readAllBytes(worker.log());
            return new String(log, (int) logStart, (int) (log.length - logStart), StandardCharsets.UTF_8);
        }

        /** The traces of connectors that failed. */
        Map<String, String> failures() {
            Map<String, String> failures = new HashMap<>();
            for (ConnectorFile connector : new ConnectorFile[] {source, sink}) {
                ConnectorStatus status = worker.status(connector.name());
                status.failure().ifPresent(trace -> failures.put(connector.name(), trace));
            }
            return failures;
        }

        @Override
        public void close() throws Exception {
            for (ConnectorFile connector : new ConnectorFile[] {source, sink}) {
                if (connect().connectors().contains(connector.name())) {
                    worker.deleteConnector(connector.name());
                }
            }
            workload.close();
            pipeline.close();
            keys.close();
        }
    }
}
