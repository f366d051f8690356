package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.lockweir.stack.CassandraService;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** A table of large partitions and the task that captures it, which is killed in the middle of the deletes. */
final class LargeTable implements AutoCloseable {
    private static final int BATCH = 100;
    private static final int WAITING = 20;
    private static final int AT_ONCE = 500_000;

    private final CqlSession session;
    private final Map<String, String> properties;
    private final List<String> times = new ArrayList<>();
    private RunningTask task;
    private int largestPoll;
    private int polls;

    LargeTable(CassandraService node, Map<String, String> properties, int rows) throws InterruptedException {
        this.session = Node.session(node);
        this.properties = properties;
        execute(
                "CREATE KEYSPACE IF NOT EXISTS whole WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        execute("CREATE TABLE whole.large (p int, n int, v text, PRIMARY KEY (p, n)) WITH cdc = true");
        times.add(rows + " rows");
        this.task = RunningTask.start(properties);
        task.poll();
    }

    void execute(String statement) {
        session.execute(SimpleStatement.newInstance(statement).setTimeout(Duration.ofMinutes(5)));
    }

    /** Rows that are told meanwhile: a node whose {@code cdc_raw} is full takes no writes. */
    void insert(int partition, int rows) throws InterruptedException {
        for (int first = 0; first < rows; first += AT_ONCE) {
            int last = Math.min(rows, first + AT_ONCE);
            List<CompletionStage<AsyncResultSet>> sent = new ArrayList<>();
            for (int n = first; n < last; n += BATCH) {
                sent.add(session.executeAsync(batch(partition, n, Math.min(last, n + BATCH))));
                if (sent.size() == WAITING || n + BATCH >= last) {
                    sent.forEach(each -> each.toCompletableFuture().join());
                    sent.clear();
                }
            }
            await("c", "log", last - first);
        }
    }

    private static String batch(int partition, int first, int last) {
        return IntStream.range(first, last)
                .mapToObj(n ->
                        "INSERT INTO whole.large (p, n, v) VALUES (" + partition + ", " + n + ", 'row " + n + "');")
                .collect(Collectors.joining(" ", "BEGIN UNLOGGED BATCH ", " APPLY BATCH"));
    }

    /** Exactly so many events of one kind, one of each row, nothing else; with a kill when half of the deletes came. */
    void await(String operation, String origin, int count) throws InterruptedException {
        long begin = System.nanoTime();
        Map<Integer, BitSet> seen = new HashMap<>();
        int told = 0;
        boolean killed = !operation.equals("d");
        long last = System.nanoTime();
        while (told < count) {
            int before = told;
            for (SourceRecord record : polled()) {
                Struct value = (Struct) Objects.requireNonNull(record.value());
                Struct key = (Struct) record.key();
                assertThat(value.getString("op")).isEqualTo(operation);
                assertThat(value.getStruct("source").getString("origin")).isEqualTo(origin);
                BitSet rows = seen.computeIfAbsent(key.getInt32("p"), any -> new BitSet());
                assertThat(rows.get(key.getInt32("n")))
                        .as("%s was told before", key)
                        .isFalse();
                rows.set(key.getInt32("n"));
                told++;
            }
            last = told > before ? System.nanoTime() : last;
            assertThat(Duration.ofNanos(System.nanoTime() - last))
                    .as("%d of %d events", told, count)
                    .isLessThan(RunningTask.PATIENCE);
            if (!killed && told > count / 2) {
                Map<String, Object> offset = task.offset();
                // Polled, and never committed.
                task.poll();
                task.close();
                task = RunningTask.start(properties, offset);
                killed = true;
            }
        }
        times.add("%s/%s: %d in %d s".formatted(operation, origin, count, (System.nanoTime() - begin) / 1_000_000_000));
    }

    private List<SourceRecord> polled() throws InterruptedException {
        polls++;
        List<SourceRecord> all = task.poll().take();
        largestPoll = Math.max(largestPoll, all.size());
        return all.stream()
                .filter(record -> record.topic().equals("bank.whole.large"))
                .toList();
    }

    int largestPoll() {
        return largestPoll;
    }

    /** Figures. */
    @Override
    public String toString() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        long most = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old"))
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return "%s; %d polls of at most %d records; %d MB behind the last collection, %d MB of old generation at most, of %d MB"
                .formatted(
                        String.join(", ", times),
                        polls,
                        largestPoll,
                        heap >> 20,
                        most >> 20,
                        Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public void close() {
        task.close();
        session.close();
    }
}
