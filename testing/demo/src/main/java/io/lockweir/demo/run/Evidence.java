package io.lockweir.demo.run;

import io.lockweir.demo.audit.Audit;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.lake.ColumnBounds;
import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.lake.LakeRows;
import io.lockweir.demo.pipeline.BankDatabase;
import io.lockweir.demo.proof.LakeProof;
import io.lockweir.demo.proof.Ledger;
import io.lockweir.demo.proof.Percentiles;
import io.lockweir.demo.proof.TableProof;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The database's account against the lake's rows, table by table: every change, or, of an upserted lake, every row as it is now.
 *
 * @param freshness snapshot commit minus database commit of every streamed row; rows of the first snapshot are left out
 * @param doubts identities and column names of a few differences; no values
 * @param bounds of encrypted columns, in manifests
 */
public record Evidence(
        Map<String, TableProof> tables, LakeProof lake, Percentiles freshness, List<String> doubts, List<Leak> bounds) {

    public static Evidence gather(BankDatabase database, Lake lake) throws SQLException, IOException {
        Map<String, TableProof> tables = new TreeMap<>();
        Percentiles freshness = new Percentiles();
        List<String> doubts = new ArrayList<>();
        List<Leak> bounds = new ArrayList<>();
        long deleted = 0;
        try (Connection connection = database.connect()) {
            Audit audit = new Audit(connection);
            for (BankTable table : BankTable.values()) {
                Ledger ledger = new Ledger();
                Sides sides = new Sides(table, lake.form(), audit, new LakeRows(lake.table(table)));
                sides.expected((operation, image) -> ledger.audited(image.change(operation)));
                bounds.addAll(ColumnBounds.leaks(table, lake.table(table)));
                sides.found((operation, image, row) -> {
                    ledger.found(image.change(operation));
                    if (row.freshnessMs() != null && !row.operation().equals("r")) {
                        freshness.add(row.freshnessMs());
                    }
                });
                Map<String, Long> counts = audit.counts(table);
                deleted += counts.getOrDefault("d", 0L);
                long captured =
                        counts.values().stream().mapToLong(Long::longValue).sum();
                tables.put(table.tableName(), ledger.proof().withCaptured(captured));
                if (!ledger.disputed().isEmpty()) {
                    doubts.addAll(Doubts.of(ledger.disputed(), sides));
                }
            }
        }
        LakeForm form = lake.form();
        LakeProof proof = new LakeProof(form.toString(), form.formatVersion(), deleted);
        return new Evidence(tables, proof, freshness, doubts, bounds);
    }
}
