package io.lockweir.sink.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.progress.SourceRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SummaryFactsTest {

    private static final Writer WRITER = new Writer("bank", "s1", "1.0", "lake-writer");
    private static final TopicPartition P0 = new TopicPartition("a.b-c", 0);
    private static final TopicPartition P1 = new TopicPartition("a.b-c", 1);

    @Test
    void namesTheTenantAndThePolicyOfATableThatHasThem() {
        Map<String, String> summary = SummaryFacts.of(
                new Writer("bank", "s1", "1.0", "shop-writer", "shop", "0a1b"),
                List.of("bank-0-x"),
                Map.of(P0, new SourceRange(-1, 0, 10)),
                SliceFacts.NONE,
                SliceFacts.NO_TIME);

        assertThat(summary)
                .containsEntry("lockweir.tenant", "shop")
                .containsEntry("lockweir.policy", "0a1b")
                .containsEntry("lockweir.principal", "shop-writer");
    }

    @Test
    void saysWhoReadWhatAndWhatBecameOfIt() {
        Map<String, String> summary = SummaryFacts.of(
                WRITER,
                List.of("bank-0-x"),
                Map.of(P1, new SourceRange(5, 5, 9), P0, new SourceRange(-1, 0, 10)),
                new SliceFacts(12, 8, 1, 2, 1, 2, 1_000, 2_000),
                1_500);

        assertThat(summary)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("lockweir.connector", "bank"),
                        Map.entry("lockweir.sink", "s1"),
                        Map.entry("lockweir.task", "bank-0-x"),
                        Map.entry("lockweir.build", "1.0"),
                        Map.entry("lockweir.principal", "lake-writer"),
                        Map.entry("lockweir.ranges", "a.b-c:0=0-10,a.b-c:1=5-9"),
                        Map.entry("lockweir.read", "12"),
                        Map.entry("lockweir.written", "8"),
                        Map.entry("lockweir.deleted", "1"),
                        Map.entry("lockweir.filtered", "2"),
                        Map.entry("lockweir.quarantined", "1"),
                        Map.entry("lockweir.unseen", "2"),
                        Map.entry("lockweir.min-event-time-ms", "1000"),
                        Map.entry("lockweir.max-event-time-ms", "2000"),
                        Map.entry("lockweir.valid-through-ms", "1500")));
        assertThat(SummaryFacts.endsOf("s1", summary)).isEqualTo(Map.of(P0, 10L, P1, 9L));
        assertThat(SummaryFacts.endsOf("s2", summary)).isEmpty();
    }

    @Test
    void countsViolationsByRule() {
        SliceFacts facts = new SliceFacts(
                        2, 2, 0, 0, 0, 0, -1, -1, new Violations(Map.of("b", 2L, "a", 1L), Map.of("b", 1L)))
                .plus(new SliceFacts(1, 0, 0, 0, 1, 0, -1, -1, new Violations(Map.of("b", 1L), Map.of())));

        assertThat(SummaryFacts.of(WRITER, List.of("x"), Map.of(), facts, SliceFacts.NO_TIME))
                .containsEntry("lockweir.violations", "a=1,b=3")
                .containsEntry("lockweir.failed-rules", "b=1");
    }

    @Test
    void addsUp() {
        SliceFacts none = SliceFacts.NONE;
        SliceFacts one = new SliceFacts(4, 1, 1, 1, 1, 5, 10, 20);
        SliceFacts two = new SliceFacts(1, 1, 0, 0, 0, 0, 5, 7);

        assertThat(none.plus(one)).isEqualTo(one);
        assertThat(one.plus(none)).isEqualTo(one);
        assertThat(one.plus(two)).isEqualTo(new SliceFacts(5, 2, 1, 1, 1, 5, 5, 20));
        assertThat(one.balanced()).isTrue();
        assertThat(new SliceFacts(3, 1, 0, 1, 0, 0, -1, -1).balanced()).isFalse();
    }
}
