package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scale on a real broker, object store and REST catalog, small by default; the tasks are real ones, driven as Connect's
 * WorkerSinkTask does. In full: {@code -Dlockweir.scale.records=10000000
 * -Dlockweir.scale.partitions=1000 -Dlockweir.scale.workers=30 -Dlockweir.scale.seconds=60 -Dlockweir.scale.outage=60}.
 */
class ScaleIT {

    private static final int RECORDS = Integer.getInteger("lockweir.scale.records", 30_000);
    private static final int PARTITIONS = Integer.getInteger("lockweir.scale.partitions", 60);
    private static final int WORKERS = Integer.getInteger("lockweir.scale.workers", 4);
    private static final int SECONDS = Integer.getInteger("lockweir.scale.seconds", 5);
    private static final int OUTAGE_SECONDS = Integer.getInteger("lockweir.scale.outage", 5);
    private static final String INTERVAL_MS = System.getProperty("lockweir.scale.interval.ms", "1000");

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog());

    @TempDir
    private Path staging;

    @Test
    void readsABacklogIntoManyPartitionsFromManyInLittleHeap() {
        try (ScaleRig rig = rig("backlog", PARTITIONS, PARTITIONS)) {
            rig.produce(RECORDS);
            Map<String, String> config = config(rig, 0);
            long started = System.nanoTime();
            long mostHeld = 0;
            try (DrivenTask task =
                    rig.task(config, IntStream.range(0, PARTITIONS).toArray())) {
                long looked = 0;
                while (rowsOrZero(rig, looked) < RECORDS) {
                    for (int polls = 0; polls < 200; polls++) {
                        task.poll();
                        mostHeld = Math.max(mostHeld, ScaleRig.metric("HeldBytes"));
                        rig.heapAfterCollection();
                    }
                    looked++;
                }
            }
            Table table = rig.sink.table();
            report(
                    "%d records, %d topic and %d table partitions in %d s: %d snapshots, %s data files; heap after collection"
                            + " at most %d MB, held by estimate at most %d MB, metadata %d KB",
                    RECORDS,
                    PARTITIONS,
                    PARTITIONS,
                    secondsSince(started),
                    StreamSupport.stream(table.snapshots().spliterator(), false).count(),
                    table.currentSnapshot().summary().getOrDefault("total-data-files", "no"),
                    rig.heapAfterCollection() >> 20,
                    mostHeld >> 20,
                    rig.metadataBytes() >> 10);
            assertThat(rig.differences()).isEqualTo("0 missing, 0 twice");
            assertThat(rig.heapAfterCollection()).isLessThan(1L << 30);
            assertThat(mostHeld).isLessThanOrEqualTo(300L << 20);
        }
    }

    /** The catalog is asked when there may be something new, not after each poll. */
    private static long rowsOrZero(ScaleRig rig, long looked) {
        return looked == 0 || ScaleRig.metric("CommittedRows") < RECORDS ? 0 : rig.sink.rows();
    }

    @Test
    void workersContendingForATableAllGetTheirTurn() throws Exception {
        try (ScaleRig rig = rig("contention", WORKERS, 1)) {
            ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<?>> workers = new ArrayList<>();
            long started = System.nanoTime();
            try {
                for (int worker = 0; worker < WORKERS; worker++) {
                    int partition = worker;
                    workers.add(threads.submit(() -> work(rig, partition, stop)));
                }
                await().atMost(Duration.ofMinutes(5)).until(() -> {
                    rig.produce(WORKERS * 10);
                    return secondsSince(started) >= SECONDS || workers.stream().anyMatch(Future::isDone);
                });
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> rig.sink.rows() >= rig.produced()
                                || workers.stream().anyMatch(Future::isDone));
                report(rig, secondsSince(started));
            } finally {
                stop.set(true);
                threads.shutdown();
                threads.awaitTermination(2, TimeUnit.MINUTES);
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            assertThat(rig.differences()).isEqualTo("0 missing, 0 twice");
        }
    }

    private static void work(ScaleRig rig, int partition, AtomicBoolean stop) {
        try (DrivenTask task = rig.task(config(rig, partition), partition)) {
            while (!stop.get()) {
                task.poll();
            }
        }
    }

    private static void report(ScaleRig rig, long seconds) {
        Table table = rig.sink.table();
        List<Snapshot> snapshots = new ArrayList<>();
        table.snapshots().forEach(snapshots::add);
        List<Long> delays = new ArrayList<>();
        Map<String, Integer> byConnector = new HashMap<>();
        for (Snapshot snapshot : snapshots) {
            byConnector.merge(snapshot.summary().getOrDefault("lockweir.connector", "-"), 1, Integer::sum);
            String last = snapshot.summary().get("lockweir.max-event-time-ms");
            if (last != null) {
                delays.add(snapshot.timestampMillis() - Long.parseLong(last));
            }
        }
        long conflicts = STACK.stack().catalog().requests().stream()
                .filter(request -> request.status() == 409)
                .count();
        report(
                "%d workers, %d rows in %d s, interval %s ms: %d commits, %d a minute, %d conflicts; commits a worker %s;"
                        + " last row to snapshot p50 %d ms, p99 %d ms; metadata.json %d KB",
                WORKERS,
                rig.produced(),
                seconds,
                INTERVAL_MS,
                snapshots.size(),
                snapshots.size() * 60L / Math.max(1, seconds),
                conflicts,
                byConnector.values().stream().sorted().toList(),
                ScaleRig.percentile(delays, 50),
                ScaleRig.percentile(delays, 99),
                rig.metadataBytes() >> 10);
    }

    @Test
    void pausesWhileTheCatalogIsStoppedAndReadsOnWhenItIsBack() {
        try (ScaleRig rig = rig("outage", 4, 1)) {
            rig.produce(1_000);
            try (DrivenTask task = rig.task(config(rig, 0), 0, 1, 2, 3)) {
                until(task, () -> rig.sink.rows() >= rig.produced());
                STACK.stack().catalog().kill();
                long started = System.nanoTime();
                long mostHeld = 0;
                long longestPutMs = 0;
                long firstPauseS = -1;
                while (secondsSince(started) < OUTAGE_SECONDS || firstPauseS < 0) {
                    // As many as a poll takes, so that there is always more to read; less when nothing is read any
                    // more.
                    rig.produce(firstPauseS < 0 ? 500 : 50);
                    long before = System.nanoTime();
                    task.poll();
                    longestPutMs = Math.max(longestPutMs, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
                    mostHeld = Math.max(mostHeld, ScaleRig.metric("HeldBytes"));
                    rig.heapAfterCollection();
                    if (firstPauseS < 0 && task.pausedAll()) {
                        firstPauseS = secondsSince(started);
                    }
                    assertThat(secondsSince(started)).isLessThan(600 + OUTAGE_SECONDS);
                }
                boolean paused = task.pausedAll();
                long failures = ScaleRig.metric("CommitFailures");
                long outage = secondsSince(started);
                STACK.stack().catalog().restart();
                long back = System.nanoTime();
                // The metric is of all tasks in this JVM, those that other tests have killed included; the table
                // decides.
                until(
                        task,
                        () -> ScaleRig.metric("CommittedRows") >= rig.produced() && rig.sink.rows() >= rig.produced());
                report(
                        "catalog stopped for %d s, %d attempts: paused after %d s, still at the end %s, longest poll and put %d ms,"
                                + " held by estimate at most %d MB, heap after collection at most %d MB; %d records complete %d s"
                                + " after its return",
                        outage,
                        failures,
                        firstPauseS,
                        paused,
                        longestPutMs,
                        mostHeld >> 20,
                        rig.heapAfterCollection() >> 20,
                        rig.produced(),
                        secondsSince(back));
                assertThat(paused).isTrue();
                assertThat(ScaleRig.metric("Rewinds")).isZero();
                assertThat(mostHeld).isLessThanOrEqualTo(300L << 20);
            }
            assertThat(rig.differences()).isEqualTo("0 missing, 0 twice");
        }
    }

    private ScaleRig rig(String name, int partitions, int branches) {
        return new ScaleRig(STACK.stack(), staging, "scale" + name, partitions, branches);
    }

    /** As on another worker: nothing is shared with the others. */
    private static Map<String, String> config(ScaleRig rig, int worker) {
        Map<String, String> config = new HashMap<>(rig.sink.connector());
        config.put("name", config.get("name") + "-" + worker);
        config.put("commit.interval.ms", INTERVAL_MS);
        // The rig commits every two seconds when idle, which would also be the longest time between two commits here.
        config.put("idle.commit.interval.ms", Long.toString(2 * Long.parseLong(INTERVAL_MS)));
        config.put("consumer.override.max.poll.records", "500");
        return config;
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    private static void report(String text, Object... values) {
        System.out.println("SCALE " + String.format(Locale.ROOT, text, values));
    }
}
