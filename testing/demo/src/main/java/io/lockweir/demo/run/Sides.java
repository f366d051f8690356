package io.lockweir.demo.run;

import io.lockweir.demo.audit.Audit;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.bank.RowImage;
import io.lockweir.demo.lake.LakeRows;
import java.io.IOException;
import java.sql.SQLException;

/** What must be in a table of the lake, and what is: changes, or, of an upserted table, rows. */
record Sides(BankTable table, LakeForm form, Audit audit, LakeRows lake) {

    void expected(Audit.Reader reader) throws SQLException {
        if (form.upsert()) {
            audit.rows(table, image -> reader.change(RowImage.LIVE, image));
        } else {
            audit.read(table, reader);
        }
    }

    void found(LakeReader reader) throws IOException {
        lake.forEach(row ->
                reader.row(form.upsert() ? RowImage.LIVE : row.operation(), RowImage.ofLake(table, row.row()), row));
    }

    /** Receives one row of the lake. */
    @FunctionalInterface
    interface LakeReader {
        void row(String operation, RowImage image, LakeRows.LakeRow row);
    }
}
