package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowersTest {
    private final Followers followers = new Followers(2);
    private final List<Long> one = new ArrayList<>();
    private final List<Long> two = new ArrayList<>();

    @Test
    void whoComesLateJoinsOnlyWhereTheOthersAreAndIsGivenNothingTwice() {
        assertThat(followers.join(entry -> one.add(entry.offset()), new long[2]))
                .isTrue();
        give(0);
        give(1);
        SubjectLog.Follower late = entry -> two.add(entry.offset());
        assertThat(followers.join(late, new long[] {1, 0})).isFalse();
        assertThat(followers.join(late, new long[] {4, 0})).isTrue();
        give(2);
        give(3);
        give(4);
        followers.leave(late);
        give(5);
        assertThat(one).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(two).containsExactly(4L);
    }

    @Test
    void oneThatFailsIsLeftOutAndTold() {
        SubjectLog.Follower failing = entry -> {
            two.add(entry.offset());
            throw new IllegalStateException("Raise store.subjects.max");
        };
        SubjectLog.Follower good = entry -> one.add(entry.offset());
        followers.join(failing, new long[2]);
        followers.join(good, new long[2]);
        give(0);
        give(1);
        assertThat(one).containsExactly(0L, 1L);
        assertThat(two).containsExactly(0L);
        assertThatCode(() -> followers.check(good)).doesNotThrowAnyException();
        assertThatThrownBy(() -> followers.check(failing))
                .isInstanceOfSatisfying(
                        KeyUnavailableError.class,
                        e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.MISSING))
                .hasMessageContaining("Raise store.subjects.max");
    }

    private void give(long offset) {
        followers.accept(new SubjectLog.Entry(0, offset, new byte[0], null));
    }
}
