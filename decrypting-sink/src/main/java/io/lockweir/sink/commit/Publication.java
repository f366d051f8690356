package io.lockweir.sink.commit;

import io.lockweir.sink.progress.ProgressKeys;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.TableIdentifier;

/** One transaction that has the main branch follow, sent once. The catalog compares where the main branch is. */
record Publication(TableIdentifier table, ProgressKeys keys, Audit.Publish publish) {

    /** Any exception once {@link SingleShotOps} has asked to send leaves open whether it was applied. */
    void send(SingleShotOps ops) {
        Transaction transaction = Transactions.newTransaction(table.toString(), ops, report -> {});
        transaction
                .manageSnapshots()
                .setCurrentSnapshot(publish.to().snapshotId())
                .commit();
        UpdateProperties properties = transaction.updateProperties();
        properties.set(keys.published(), AuditBranch.Published.format(publish.to()));
        publish.used().forEach((id, answer) -> properties.set(keys.hold(id), answer.text()));
        properties.commit();
        transaction.commitTransaction();
    }
}
