package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSpecTest {
    private final TopicSpec spec = new TopicSpec("deks", 1, (short) 3, 2, Duration.ofDays(7));

    @Test
    void isContentWithWhatItWouldCreate() {
        assertThat(spec.findings(spec.settings(), 3)).isEmpty();
    }

    @Test
    void refusesTopicsThatDeleteKeys() {
        for (String policy : new String[] {"delete", "compact,delete"}) {
            assertThat(spec.findings(with("cleanup.policy", policy), 3))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(TopicSpec.Severity.REFUSE);
                        assertThat(finding.text()).contains("Topic deks", "cleanup.policy is " + policy);
                    });
        }
    }

    @Test
    void warnsByName() {
        assertThat(spec.findings(with("min.compaction.lag.ms", "0"), 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("min.compaction.lag.ms is 0"));
        assertThat(spec.findings(with("min.insync.replicas", "1"), 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("min.insync.replicas is 1"));
        assertThat(spec.findings(with("unclean.leader.election.enable", "true"), 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("unclean.leader.election.enable"));
        assertThat(spec.findings(spec.settings(), 1)).singleElement().satisfies(finding -> {
            assertThat(finding.text()).contains("replication factor is 1");
            assertThat(finding.severity()).isEqualTo(TopicSpec.Severity.WARN);
        });
    }

    @Test
    void tellsHowToCreateIt() {
        assertThat(spec.command())
                .isEqualTo("kafka-topics.sh --create --topic deks --partitions 1 --replication-factor 3"
                        + " --config cleanup.policy=compact --config min.compaction.lag.ms=604800000"
                        + " --config min.insync.replicas=2 --config unclean.leader.election.enable=false");
    }

    private Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(spec.settings());
        settings.put(key, value);
        return settings;
    }
}
