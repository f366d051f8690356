package io.lockweir.demo.run;

import io.lockweir.demo.audit.Audit;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.RowImage;
import io.lockweir.demo.lake.LakeSchema;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.SparkOwner;
import io.lockweir.demo.proof.Ledger;
import io.lockweir.demo.proof.SparkProof;
import io.lockweir.demo.proof.TableProof;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** The database's account against the rows as Spark reads them. */
final class SparkSide {
    private SparkSide() {}

    static SparkProof prove(SparkOwner spark, BankPipeline pipeline)
            throws IOException, SQLException, InterruptedException {
        spark.read();
        long rows = 0;
        long missing = 0;
        long duplicates = 0;
        boolean upsert = pipeline.lake().form().upsert();
        try (Connection connection = pipeline.database().connect()) {
            Audit audit = new Audit(connection);
            for (BankTable table : BankTable.values()) {
                Ledger ledger = new Ledger();
                if (upsert) {
                    audit.rows(table, image -> ledger.audited(image.change(RowImage.LIVE)));
                } else {
                    audit.read(table, (operation, image) -> ledger.audited(image.change(operation)));
                }
                spark.forEach(
                        table,
                        row -> ledger.found(RowImage.ofLake(table, row)
                                .change(upsert ? RowImage.LIVE : String.valueOf(row.getField(LakeSchema.OPERATION)))));
                TableProof proof = ledger.proof();
                rows += proof.icebergRows();
                missing += proof.missing();
                duplicates += proof.duplicates();
            }
        }
        return spark.proof(rows, missing, duplicates);
    }
}
