package io.lockweir.demo.run;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.ledger.LedgerCanaries;
import io.lockweir.demo.ledger.LedgerComparison;
import io.lockweir.demo.ledger.LedgerLake;
import io.lockweir.demo.ledger.LedgerLoad;
import io.lockweir.demo.ledger.WriteKind;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.proof.LedgerProof;
import io.lockweir.demo.proof.LedgerTableProof;
import io.lockweir.demo.topics.BankTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** The bank's ledger in Cassandra: its workload, its two connectors, and how far the lake is behind it. Not thread-safe. */
final class LedgerSide implements AutoCloseable {
    /** One CQL write for so many changes in PostgreSQL. */
    static final int SHARE = 5;

    private static final int PARTITIONS = 3;
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final BankPipeline pipeline;
    private final CqlSession session;
    private final LedgerLake lake;
    private final BankTopics topics;
    private final LedgerLoad load;
    private final LedgerComparison comparison;
    private final LedgerCanaries canaries;
    private final long writes;
    private final long seed;
    private Map<String, LedgerTableProof> last = Map.of();
    private long looked;
    private long moved;

    private LedgerSide(BankPipeline pipeline, CqlSession session, RunOptions options) {
        this.pipeline = pipeline;
        this.session = session;
        this.lake = pipeline.ledgerLake();
        this.topics = pipeline.ledgerTopics();
        String keyspace = pipeline.ledger().keyspace();
        this.load = new LedgerLoad(session, keyspace);
        this.comparison = new LedgerComparison(session, keyspace, lake);
        this.canaries = new LedgerCanaries(new SplittableRandom(options.seed() + 2));
        this.writes = options.ledgerWrites();
        this.seed = options.seed();
    }

    /** With keyspace, topics and tables; nothing moves yet. */
    static LedgerSide create(BankPipeline pipeline, RunOptions options)
            throws IOException, ExecutionException, InterruptedException {
        pipeline.ledger().create();
        LedgerSide side = new LedgerSide(pipeline, pipeline.ledger().connect(), options);
        side.topics.create(PARTITIONS);
        side.lake.createTables(options.form().formatVersion());
        return side;
    }

    /** Source and sink. */
    List<ConnectorFile> connectors(Trouble trouble) {
        return List.of(pipeline.ledgerSource(), trouble.prepared(pipeline.ledgerSink()));
    }

    List<Canary> canaries() {
        return canaries.all();
    }

    void start() {
        load.start(writes, seed, canaries);
    }

    /** Keeps the writers beside those of the other source. */
    void proceed(double fraction) {
        load.allow(fraction);
    }

    /** Grows as long as something happens. */
    long movement() {
        return load.written() + topics.endOffsets() + moved;
    }

    /** Whether all is written, and the lake is what Cassandra is. Looks every few seconds. */
    boolean complete() throws IOException, InterruptedException {
        if (!load.finished() || System.nanoTime() - looked < LOOK.toNanos()) {
            return false;
        }
        Map<String, LedgerTableProof> now;
        try {
            now = comparison.compare();
        } catch (DriverException e) {
            return false; // the node is not back yet
        }
        looked = System.nanoTime();
        moved += now.equals(last) ? 0 : 1;
        last = now;
        return now.values().stream().allMatch(table -> table.missing() == 0 && table.duplicates() == 0);
    }

    LedgerProof prove() throws IOException {
        Map<String, Long> statements = new TreeMap<>();
        long deletes = 0;
        for (Map.Entry<WriteKind, Long> done : load.done().entrySet()) {
            statements.put(done.getKey().toString(), done.getValue());
            deletes += done.getKey().isDelete() ? done.getValue() : 0;
        }
        return new LedgerProof(statements, deletes, topics.changes(), comparison.compare());
    }

    /** Keys and columns of a few differences. */
    List<String> doubts() throws IOException {
        return comparison.doubts();
    }

    List<Leak> bounds() throws IOException {
        return comparison.bounds();
    }

    /** For the progress line. */
    @Override
    public String toString() {
        long open = last.values().stream()
                .mapToLong(table -> table.missing() + table.duplicates())
                .sum();
        return "%,d of %,d CQL writes%s"
                .formatted(load.written(), writes, last.isEmpty() ? "" : ", %,d rows differ".formatted(open));
    }

    @Override
    public void close() throws IOException {
        load.close();
        topics.close();
        lake.close();
        session.close();
    }
}
