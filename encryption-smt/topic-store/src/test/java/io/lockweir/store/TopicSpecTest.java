package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSpecTest {
    private final TopicSpec spec = new TopicSpec("deks", TopicSpec.Order.WHOLE, 1, (short) 3, 2, Duration.ofDays(7));

    @Test
    void isContentWithWhatItWouldCreate() {
        assertThat(spec.findings(spec.settings(), 1, 3)).isEmpty();
    }

    @Test
    void refusesTopicsThatDeleteKeys() {
        for (String policy : new String[] {"delete", "compact,delete"}) {
            assertThat(spec.findings(with("cleanup.policy", policy), 1, 3))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(TopicSpec.Severity.REFUSE);
                        assertThat(finding.text()).contains("Topic deks", "cleanup.policy is " + policy);
                    });
        }
    }

    @Test
    void refusesMorePartitionsWhereTheOrderOfAllRecordsCounts() {
        assertThat(spec.findings(spec.settings(), 3, 3)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(TopicSpec.Severity.REFUSE);
            assertThat(finding.text()).contains("Topic deks", "3 partitions instead of 1", "join domain");
        });
        TopicSpec subjects =
                new TopicSpec("subjects", TopicSpec.Order.PER_PARTITION, 12, (short) 3, 2, Duration.ofDays(7));
        assertThat(subjects.findings(subjects.settings(), 3, 3)).isEmpty();
    }

    @Test
    void warnsByName() {
        assertThat(spec.findings(with("min.compaction.lag.ms", "0"), 1, 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("min.compaction.lag.ms is 0"));
        assertThat(spec.findings(with("min.insync.replicas", "1"), 1, 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("min.insync.replicas is 1"));
        assertThat(spec.findings(with("unclean.leader.election.enable", "true"), 1, 3))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("unclean.leader.election.enable"));
        assertThat(spec.findings(spec.settings(), 1, 1)).singleElement().satisfies(finding -> {
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
