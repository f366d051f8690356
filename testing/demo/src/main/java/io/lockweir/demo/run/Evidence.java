package io.lockweir.demo.run;

import io.lockweir.demo.audit.Audit;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.RowImage;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.lake.ColumnBounds;
import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.lake.LakeRows;
import io.lockweir.demo.pipeline.BankDatabase;
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
 * The database's account against the lake's rows, table by table.
 *
 * @param freshness snapshot commit minus database commit of every streamed row; rows of the first snapshot are left out
 * @param doubts identities and column names of a few differences; no values
 * @param bounds of encrypted columns, in manifests
 */
public record Evidence(Map<String, TableProof> tables, Percentiles freshness, List<String> doubts, List<Leak> bounds) {

    public static Evidence gather(BankDatabase database, Lake lake) throws SQLException, IOException {
        Map<String, TableProof> tables = new TreeMap<>();
        Percentiles freshness = new Percentiles();
        List<String> doubts = new ArrayList<>();
        List<Leak> bounds = new ArrayList<>();
        try (Connection connection = database.connect()) {
            Audit audit = new Audit(connection);
            for (BankTable table : BankTable.values()) {
                Ledger ledger = new Ledger();
                audit.read(table, (operation, image) -> ledger.audited(image.change(operation)));
                LakeRows rows = new LakeRows(lake.table(table));
                bounds.addAll(ColumnBounds.leaks(table, lake.table(table)));
                rows.forEach(row -> {
                    ledger.found(RowImage.ofLake(table, row.row()).change(row.operation()));
                    if (row.freshnessMs() != null && !row.operation().equals("r")) {
                        freshness.add(row.freshnessMs());
                    }
                });
                tables.put(table.tableName(), ledger.proof());
                if (!ledger.disputed().isEmpty()) {
                    doubts.addAll(Doubts.of(table, ledger.disputed(), audit, rows));
                }
            }
        }
        return new Evidence(tables, freshness, doubts, bounds);
    }
}
