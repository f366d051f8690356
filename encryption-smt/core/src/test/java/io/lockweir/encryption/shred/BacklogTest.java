package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(2, 3);
    private final List<SubjectLog.Entry> judged = new ArrayList<>();

    @Test
    void whatComesWhileTheLogIsReadWaitsInMemory() {
        add(0, 5);
        Map<Integer, Backlog.Span> spans = backlog.begin();
        assertThat(spans).containsExactly(Map.entry(0, new Backlog.Span(0, 5)));
        add(1, 0);
        add(0, 6);

        spans.forEach(backlog::done);

        assertThat(backlog.finish(judged::add)).isTrue();
        assertThat(judged).extracting(SubjectLog.Entry::offset).containsExactly(0L, 6L);
    }

    @Test
    void whatHasNoRoomIsReadFromTheLogAndNothingTwice() {
        add(0, 5);
        backlog.begin().forEach(backlog::done);
        for (int offset = 6; offset < 11; offset++) {
            add(0, offset);
        }

        assertThat(backlog.finish(judged::add)).isFalse();
        assertThat(judged).isEmpty();

        Map<Integer, Backlog.Span> spans = backlog.begin();
        assertThat(spans).containsExactly(Map.entry(0, new Backlog.Span(6, 10)));
        spans.forEach(backlog::done);
        assertThat(backlog.finish(judged::add)).isTrue();
    }

    @Test
    void nothingIsLostWhenReadingOrJudgingFails() {
        add(0, 5);
        backlog.begin();
        add(0, 6);
        assertThatThrownBy(() -> backlog.finish(entry -> {
                    throw new IllegalStateException("No room");
                }))
                .hasMessage("No room");

        assertThat(backlog.begin()).containsExactly(Map.entry(0, new Backlog.Span(0, 6)));
    }

    private void add(int partition, long offset) {
        backlog.add(new SubjectLog.Entry(partition, offset, new byte[1], new byte[1]));
    }
}
