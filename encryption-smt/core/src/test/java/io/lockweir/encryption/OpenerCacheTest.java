package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenerCacheTest {
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final DekId ID = DekId.of(new byte[DekId.LENGTH]);
    private static final Opener OPENER = (place, bytes, from) -> new byte[0];

    @Test
    void aKeyThatEndsBetweenTheAnswerAndItsUseIsAskedForAgain() {
        Key ended = new Key(false, false);
        Key next = new Key(true, true);
        OpenerCache cache = new OpenerCache(new Answers(new ArrayDeque<>(List.of(ended, next))));
        assertThat(cache.entryOf(new byte[64], BANK).key()).isSameAs(next);
        assertThat(ended.closed).isTrue();
        assertThat(next.closed).isFalse();
    }

    @Test
    void aLiveKeyWithoutAnOpenerIsAFailure() {
        Key broken = new Key(true, false);
        OpenerCache cache = new OpenerCache(new Answers(new ArrayDeque<>(List.of(broken))));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> cache.entryOf(new byte[64], BANK));
        assertThat(broken.closed).isTrue();
    }

    private static final class Key implements DataKey {
        private final boolean live;
        private final boolean opens;
        private boolean closed;

        Key(boolean live, boolean opens) {
            this.live = live;
            this.opens = opens;
        }

        @Override
        public DekId id() {
            return ID;
        }

        @Override
        public Opener opener() {
            if (!opens) {
                throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "Wiped", null);
            }
            return OPENER;
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private record Answers(Deque<Key> keys) implements KeySource {

        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            return keys.remove();
        }

        @Override
        public void close() {}
    }
}
