package io.lockweir.demo.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.lake.ColumnBounds;
import io.lockweir.demo.lake.LakeRows;
import io.lockweir.demo.proof.Fingerprint;
import io.lockweir.demo.proof.Ledger;
import io.lockweir.demo.proof.LedgerTableProof;
import io.lockweir.demo.proof.TableProof;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.iceberg.Table;

/** What Cassandra's SELECT gives against the lake's rows, row by row and column by column. */
public final class LedgerComparison {
    private static final int PAGE = 500;
    private static final int EXAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CqlSession session;
    private final String keyspace;
    private final LedgerLake lake;

    public LedgerComparison(CqlSession session, String keyspace, LedgerLake lake) {
        this.session = session;
        this.keyspace = keyspace;
        this.lake = lake;
    }

    /** Of all tables, as both sides are now. */
    public Map<String, LedgerTableProof> compare() throws IOException {
        Map<String, LedgerTableProof> proofs = new TreeMap<>();
        for (LedgerTable table : LedgerTable.values()) {
            Ledger ledger = account(table);
            TableProof proof = ledger.proof();
            proofs.put(
                    table.tableName(),
                    new LedgerTableProof(proof.captured(), proof.icebergRows(), proof.missing(), proof.duplicates()));
        }
        return proofs;
    }

    /** Keys and column names of a few differences; no values. */
    public List<String> doubts() throws IOException {
        List<String> lines = new ArrayList<>();
        for (LedgerTable table : LedgerTable.values()) {
            Set<Fingerprint> disputed = new HashSet<>(
                    account(table).disputed().stream().limit(EXAMPLES).toList());
            if (!disputed.isEmpty()) {
                lines.addAll(doubts(table, disputed));
            }
        }
        return lines;
    }

    /** Bounds of encrypted columns in the manifests. */
    public List<Leak> bounds() throws IOException {
        List<Leak> leaks = new ArrayList<>();
        for (LedgerTable table : LedgerTable.values()) {
            leaks.addAll(ColumnBounds.leaks(table.encryptedColumns(), lake.table(table)));
        }
        return leaks;
    }

    private Ledger account(LedgerTable table) throws IOException {
        Ledger ledger = new Ledger();
        cassandra(table, row -> ledger.audited(row.change()));
        lake(table, row -> ledger.found(row.change()));
        return ledger;
    }

    private List<String> doubts(LedgerTable table, Set<Fingerprint> disputed) throws IOException {
        Map<String, List<LedgerRow>> here = new HashMap<>();
        Map<String, List<LedgerRow>> there = new HashMap<>();
        cassandra(table, row -> collect(row, disputed, here));
        lake(table, row -> collect(row, disputed, there));
        Set<String> keys = new TreeSet<>(here.keySet());
        keys.addAll(there.keySet());
        return keys.stream()
                .map(key -> {
                    List<LedgerRow> expected = here.getOrDefault(key, List.of());
                    List<LedgerRow> found = there.getOrDefault(key, List.of());
                    String columns = expected.isEmpty() || found.isEmpty()
                            ? ""
                            : ", differing in " + expected.get(0).differences(found.get(0));
                    return "%s: %d in Cassandra, %d in the lake%s"
                            .formatted(key, expected.size(), found.size(), columns);
                })
                .toList();
    }

    private static void collect(LedgerRow row, Set<Fingerprint> disputed, Map<String, List<LedgerRow>> into) {
        if (disputed.contains(row.change().identity())) {
            into.computeIfAbsent(row.identity(), key -> new ArrayList<>()).add(row);
        }
    }

    private void cassandra(LedgerTable table, Consumer<LedgerRow> reader) {
        SimpleStatement query = SimpleStatement.newInstance(table.query(keyspace))
                .setPageSize(PAGE)
                .setTimeout(PATIENCE);
        for (Row row : session.execute(query)) {
            LedgerRow.ofCassandra(table, row).ifPresent(reader);
        }
    }

    private void lake(LedgerTable table, Consumer<LedgerRow> reader) throws IOException {
        Table rows = lake.table(table);
        new LakeRows(rows).forEach(row -> reader.accept(LedgerRow.ofLake(table, row.row())));
    }
}
