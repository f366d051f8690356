package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.feed.FeedMetrics;
import io.lockweir.sink.feed.Standing;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldReason;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("bank", "customers");

    @Test
    void showsWhatTheTasksOfAConnectorDoUntilTheLastOneEnds() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.lockweir:type=iceberg-sink,connector=\"bank, all\"");
        SinkMetrics metrics = SinkMetrics.acquire("bank, all");
        SinkMetrics same = SinkMetrics.acquire("bank, all");
        FeedMetrics task = same.ofTask("bank-0");
        Hold hold = Hold.of(TABLE, HoldReason.RETENTION, "t-0|1", "gone");

        task.rows(3);
        task.held(hold);
        task.held(hold);
        task.violated(List.of("small", "even"));
        task.violated(List.of("small"));
        task.oldestUncommittedMs(System.currentTimeMillis() - 60_000);
        metrics.committed(TABLE, 2, 3);
        metrics.discarded(TABLE);

        assertThat(same).isSameAs(metrics);
        assertThat(server.getAttribute(name, "Rows")).isEqualTo(3L);
        assertThat(metrics.getViolations()).isEqualTo(Map.of("small", 2L, "even", 1L));
        assertThat(((TabularData) server.getAttribute(name, "Violations")).size())
                .isEqualTo(2);
        assertThat(server.getAttribute(name, "Commits")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "CommittedRows")).isEqualTo(3L);
        assertThat(server.getAttribute(name, "Conflicts")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "HoldCount")).isEqualTo(1);
        CompositeData[] holds = (CompositeData[]) server.getAttribute(name, "HoldsInForce");
        assertThat(holds).hasSize(1);
        assertThat(holds[0].get("id")).isEqualTo(hold.id());
        assertThat(holds[0].get("reason")).isEqualTo("retention");
        assertThat(holds[0].get("table")).isEqualTo("bank.customers");
        assertThat(Instant.parse((String) holds[0].get("since"))).isBeforeOrEqualTo(Instant.now());
        assertThat((String[]) server.getAttribute(name, "Holds")).containsExactly(hold.message());
        assertThat((Long) server.getAttribute(name, "FreshnessLagMs")).isGreaterThanOrEqualTo(60_000);

        metrics.forget("bank-0");
        assertThat(metrics.getHoldCount()).isZero();
        assertThat(metrics.getFreshnessLagMs()).isZero();
        metrics.release();
        assertThat(server.isRegistered(name)).isTrue();
        same.release();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void showsEachTable() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name =
                new ObjectName("io.lockweir:type=iceberg-sink-table,connector=\"one\",table=\"bank.customers\"");
        SinkMetrics metrics = SinkMetrics.acquire("one");
        long now = System.currentTimeMillis();

        metrics.ofTask("one-0").standing(TABLE, new Standing(now - 5_000, 7, 100, false));
        metrics.ofTask("one-1").standing(TABLE, new Standing(now, 3, 50, true));

        assertThat(server.getAttribute(name, "ValidThroughMs")).isEqualTo(now - 5_000);
        assertThat((Long) server.getAttribute(name, "LagMs")).isBetween(5_000L, 600_000L);
        assertThat(server.getAttribute(name, "LagRecords")).isEqualTo(10L);
        assertThat(server.getAttribute(name, "OffsetsAboveLogStart")).isEqualTo(50L);
        assertThat(server.getAttribute(name, "RetentionAlarm")).isEqualTo(1);
        assertThat(server.getAttribute(name, "Held")).isEqualTo(0);
        assertThat(server.getAttribute(name, "HoldSinceMs")).isEqualTo(0L);
        assertThat(metrics.getLagRecords()).isEqualTo(10);
        assertThat(metrics.getRetentionAlarms()).isEqualTo(1);

        Hold hold = Hold.of(TABLE, HoldReason.RETENTION, "t-0|1", "gone");
        metrics.ofTask("one-1").held(hold);

        assertThat(server.getAttribute(name, "Held")).isEqualTo(1);
        assertThat(server.getAttribute(name, "HoldId")).isEqualTo(hold.id());
        assertThat(server.getAttribute(name, "HoldReason")).isEqualTo("retention");
        assertThat((Long) server.getAttribute(name, "HoldSinceMs")).isGreaterThanOrEqualTo(now);

        metrics.ofTask("one-0").left(TABLE);
        assertThat(server.getAttribute(name, "LagRecords")).isEqualTo(-1L);

        metrics.forget("one-0");
        metrics.forget("one-1");
        assertThat(server.getAttribute(name, "LagMs")).isEqualTo(-1L);
        assertThat(server.getAttribute(name, "Held")).isEqualTo(0);
        metrics.release();
        assertThat(server.isRegistered(name)).isFalse();
    }
}
