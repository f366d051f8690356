package io.lockweir.sink;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** Answers no load before three are under way. */
public final class MeetingCatalog extends InMemoryCatalog {
    private final CountDownLatch met = new CountDownLatch(3);

    @Override
    public Table loadTable(TableIdentifier table) {
        met.countDown();
        try {
            if (!met.await(60, TimeUnit.SECONDS)) {
                throw new ForbiddenException("one after another");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.loadTable(table);
    }
}
