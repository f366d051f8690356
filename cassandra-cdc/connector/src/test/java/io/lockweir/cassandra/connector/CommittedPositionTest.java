package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.connector.CommittedPosition.Commits;
import io.lockweir.cassandra.format.LogPosition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class CommittedPositionTest {
    private final CommittedPosition position = new CommittedPosition(Commits.PERHAPS_BEGUN);
    private final SourceRecord first = record(1);
    private final SourceRecord second = record(2);
    private final SourceRecord third = record(3);

    private static SourceRecord record(int offset) {
        return new SourceRecord(Map.of(), offset(offset).toMap(), "t", Schema.STRING_SCHEMA, "same");
    }

    private static SourceOffset offset(int offset) {
        return new SourceOffset("h", new LogPosition(1, offset));
    }

    private void committedTwice() {
        position.commit();
        position.commit();
    }

    @Test
    void whatIsAcknowledgedIsSureAfterTheCommitAfterNext() {
        position.handedOver(List.of(first));
        position.settled(first, true);
        position.commit();
        assertThat(position.sure()).isEmpty();
        position.commit();
        assertThat(position.sure()).contains(offset(1));
    }

    @Test
    void whatAWorkerWithExactlyOnceSupportAcknowledgesIsSureWithItsCommit() {
        CommittedPosition exact = new CommittedPosition(Commits.WITH_THE_RECORDS);
        exact.handedOver(List.of(first));
        exact.settled(first, true);
        assertThat(exact.sure()).isEmpty();
        exact.commit();
        assertThat(exact.sure()).contains(offset(1));
    }

    @Test
    void whatOvertookAnotherDoesNotCountBeforeIt() {
        position.handedOver(List.of(first, second));
        position.handedOver(List.of(third));
        position.settled(third, true);
        position.settled(first, true);
        committedTwice();
        assertThat(position.sure()).contains(offset(1));
        position.settled(second, true);
        committedTwice();
        assertThat(position.sure()).contains(offset(3));
    }

    @Test
    void offsetOfADroppedRecordIsNotWrittenDownAndCountsNeverButLetsLaterOnesCount() {
        position.started(offset(0));
        position.handedOver(List.of(first, second, third));
        position.settled(first, true);
        position.settled(second, false);
        committedTwice();
        assertThat(position.sure()).contains(offset(1));
        assertThat(position.isLastDropped()).isTrue();
        position.settled(third, true);
        committedTwice();
        assertThat(position.sure()).contains(offset(3));
        assertThat(position.isLastDropped()).isFalse();
    }

    @Test
    void recordsThatAreEqualAreNotTheSame() {
        SourceRecord equal = record(1);
        position.handedOver(List.of(first, equal));
        position.settled(equal, true);
        committedTwice();
        assertThat(position.sure()).isEmpty();
    }

    @Test
    void recordThatWasNotHandedOverIsRefused() {
        assertThatThrownBy(() -> position.settled(first, true)).isInstanceOf(IllegalArgumentException.class);
        position.handedOver(List.of(first));
        position.settled(first, true);
        assertThatThrownBy(() -> position.settled(first, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
