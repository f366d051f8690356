package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.progress.Progress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.junit.jupiter.api.Test;

/** Operations once loaded keep the credentials they came with. */
class FreshOperationsTest {

    private final TestTable table = new TestTable();
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void loadsTheTableAnewAfterAFailureAndOnlyThen() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        try {
            CommitPolicy policy = new CommitPolicy(
                    Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(20), 3, Duration.ofMinutes(30));
            TableCommitter committer =
                    new TableCommitter(ID, KEYS, WRITER, this::load, Governance.NONE, executor, policy, new Silent());

            assertThat(submit(committer, Progress.NONE, 10)).isInstanceOf(SliceResult.InTable.class);
            assertThat(submit(committer, 10, 20)).isInstanceOf(SliceResult.InTable.class);

            assertThat(loads).hasValue(2);
            assertThat(table.snapshots()).isEqualTo(2);
        } finally {
            executor.shutdownNow();
        }
    }

    private SliceResult submit(TableCommitter committer, long expected, long to) throws Exception {
        CompletableFuture<SliceResult> result = new CompletableFuture<>();
        committer.submit(table.slice("t", P0, expected, to), result::complete);
        return result.get(10, TimeUnit.SECONDS);
    }

    /** The first one's credentials have run out. */
    private Table load() {
        TableOperations real = ((HasTableOperations) table.load()).operations();
        return loads.incrementAndGet() > 1 ? table.load() : new BaseTable(expired(real), ID.toString());
    }

    private static TableOperations expired(TableOperations real) {
        return (TableOperations) Proxy.newProxyInstance(
                TableOperations.class.getClassLoader(),
                new Class<?>[] {TableOperations.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        throw new ServiceFailureException("ExpiredToken");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static final class Silent implements CommitObserver {
        @Override
        public void committed(TableIdentifier id, int slices, long rows) {}

        @Override
        public void failed(TableIdentifier id, CatalogFailure failure) {}

        @Override
        public void discarded(TableIdentifier id) {}
    }
}
