package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTest {
    private static final class Thing implements AutoCloseable {
        private boolean usable = true;
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Shared<String, Thing> shared = new Shared<>(thing -> thing.usable);

    @Test
    void isOneForAllAndClosedByTheLast() {
        Shared.Hold<Thing> one = shared.acquire("a", Thing::new);
        Shared.Hold<Thing> two = shared.acquire("a", Thing::new);
        assertThat(two.value()).isSameAs(one.value());
        one.release();
        one.release();
        assertThat(one.value().closed).isFalse();
        two.release();
        assertThat(one.value().closed).isTrue();
    }

    @Test
    void whoeverAsksAfterAFailureGetsAnotherWhichTheOldHoldersDoNotClose() {
        Shared.Hold<Thing> old = shared.acquire("a", Thing::new);
        old.value().usable = false;
        Shared.Hold<Thing> fresh = shared.acquire("a", Thing::new);
        assertThat(fresh.value()).isNotSameAs(old.value());
        old.release();
        assertThat(old.value().closed).isTrue();
        assertThat(fresh.value().closed).isFalse();
        assertThat(shared.acquire("a", Thing::new).value()).isSameAs(fresh.value());
    }
}
