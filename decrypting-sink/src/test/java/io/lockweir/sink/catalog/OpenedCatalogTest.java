package io.lockweir.sink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.Test;

class OpenedCatalogTest {

    private final List<Session> sessions = new ArrayList<>();
    private final SteppingClock clock = new SteppingClock();
    private final OpenedCatalog opened = new OpenedCatalog(this::open, clock);
    private RuntimeException refusal = new IllegalStateException();
    private boolean refuses;

    @Test
    void opensOnce() {
        SinkCatalog asked = opened.ask(session -> session);

        assertThat(asked).isSameAs(opened.catalog());
        assertThat(sessions).hasSize(1);
    }

    @Test
    void asksOnceMoreByANewSessionWhenTheOldOneIsNotAccepted() {
        SinkCatalog dead = opened.catalog();

        SinkCatalog used = opened.ask(session -> accepted(session, dead));

        assertThat(used).isNotSameAs(dead).isSameAs(opened.catalog());
        assertThat(sessions).hasSize(2);
        assertThat(sessions.get(0).closed)
                .as("its tables may be written to still")
                .isFalse();
    }

    @Test
    void doesNotOpenAnewForAnOutage() {
        assertThatThrownBy(() -> opened.ask(session -> {
                    throw new ServiceUnavailableException("503");
                }))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(sessions).hasSize(1);
    }

    @Test
    void opensNoMoreThanOneInAWhileIfNewOnesAreRefusedToo() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> opened.ask(OpenedCatalogTest::refused)).isInstanceOf(NotAuthorizedException.class);
        }
        assertThat(sessions).hasSize(2);

        clock.now = clock.now.plus(OpenedCatalog.PAUSE);
        assertThatThrownBy(() -> opened.ask(OpenedCatalogTest::refused)).isInstanceOf(NotAuthorizedException.class);

        assertThat(sessions).hasSize(3);
        assertThat(sessions).extracting(session -> session.closed).containsExactly(true, false, false);
        opened.close();
        assertThat(sessions).allMatch(session -> session.closed);
    }

    @Test
    void saysWhatTheTokenServerSaidAndGoesOnOnceItDoesNotAnyMore() {
        SinkCatalog dead = opened.catalog();
        refuses = true;
        refusal = new BadRequestException("Malformed request: unauthorized_client");
        assertThatThrownBy(() -> opened.ask(session -> accepted(session, dead)))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("unauthorized_client");

        refuses = false;

        SinkCatalog used = opened.ask(session -> accepted(session, dead));
        assertThat(used).isNotSameAs(dead);
    }

    private SinkCatalog open() {
        if (refuses) {
            throw refusal;
        }
        Session session = new Session();
        session.initialize("session", Map.of());
        sessions.add(session);
        return new SinkCatalog(session);
    }

    private static SinkCatalog accepted(SinkCatalog session, SinkCatalog dead) {
        return session == dead ? refused(session) : session;
    }

    private static SinkCatalog refused(SinkCatalog session) {
        throw new NotAuthorizedException("expired: %s", session);
    }

    private static final class Session extends InMemoryCatalog {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class SteppingClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }
    }
}
