package io.lockweir.cassandra.connector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

final class SourceMetricsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC);

    private static boolean visible(String connector) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(name(connector));
    }

    private static Object attribute(String connector, String attribute) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(name(connector), attribute);
    }

    private static ObjectName name(String connector) throws Exception {
        return new ObjectName("io.lockweir:type=cassandra-source,connector=" + ObjectName.quote(connector));
    }

    @Test
    void areVisibleWhileTheTaskRuns() throws Exception {
        SourceMetrics metrics = new SourceMetrics("a:b", CLOCK).register();
        metrics.mutation();
        metrics.records(3);
        metrics.standing(new LogStanding(7, 8, 2, 9));
        assertThat(attribute("a:b", "Mutations")).isEqualTo(1L);
        assertThat(attribute("a:b", "Records")).isEqualTo(3L);
        assertThat(attribute("a:b", "Dropped")).isEqualTo(0L);
        assertThat(attribute("a:b", "LagBytes")).isEqualTo(7L);
        assertThat(attribute("a:b", "Segments")).isEqualTo(2);
        assertThat(attribute("a:b", "StateBytes")).isEqualTo(-1L);
        metrics.state(2, 100);
        metrics.checkpoint();
        assertThat(attribute("a:b", "StateRows")).isEqualTo(2L);
        assertThat(attribute("a:b", "CheckpointAgeMs")).isEqualTo(0L);
        metrics.close();
        assertThat(visible("a:b")).isFalse();
    }

    @Test
    void holdStaysVisibleUntilTheNextStartOrTheEndOfTheConnector() throws Exception {
        SourceMetrics held = new SourceMetrics("held", CLOCK).register();
        held.held("GAP");
        held.close();
        assertThat(attribute("held", "HoldReason")).isEqualTo("GAP");
        assertThat(attribute("held", "HoldSinceMs")).isEqualTo(5_000L);
        new SourceMetrics("held", CLOCK).register();
        assertThat(attribute("held", "Held")).isEqualTo(0);
        SourceMetrics.forget("held");
        assertThat(visible("held")).isFalse();
    }
}
