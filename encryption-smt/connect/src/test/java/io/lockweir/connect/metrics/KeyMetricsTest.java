package io.lockweir.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsCall;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyMetricsTest {
    private static final Scope BANK = new Scope.Namespace("bank");

    @Test
    void countsUsesPerKeyAndNotWhatWasGivenBack() {
        Beans beans = new Beans("uses");
        try (KeyMetrics metrics = new KeyMetrics(beans.process(), Clock.systemUTC())) {
            metrics.leased(id(1), 4096);
            metrics.leased(id(1), -96);

            assertThat(beans.number("data-keys,key=" + id(1), "uses-total")).isEqualTo(4000);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void showsTheLastSixteenKeysOnly() {
        Beans beans = new Beans("keys");
        try (KeyMetrics metrics = new KeyMetrics(beans.process(), Clock.systemUTC())) {
            for (int key = 0; key < 40; key++) {
                metrics.rotated(BANK, id(key));
            }

            assertThat(beans.names())
                    .filteredOn(name -> name.contains("type=data-keys,"))
                    .hasSize(16);
            assertThat(beans.number("data-keys,key=" + id(39), "uses-total")).isZero();
            assertThat(beans.number("data-key-scopes,scope=bank,suite=01", "rotations-total"))
                    .isEqualTo(40);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void theAgeIsThatOfTheOldestKeyThatEncrypts() {
        Beans beans = new Beans("age");
        SetClock clock = new SetClock();
        try (KeyMetrics first = new KeyMetrics(beans.process(), clock)) {
            first.rotated(BANK, id(1));
            clock.advance(Duration.ofMinutes(2));
            KeyMetrics second = new KeyMetrics(beans.process(), clock);
            second.rotated(BANK, id(2));
            clock.advance(Duration.ofMinutes(1));

            assertThat(age(beans)).isEqualTo(180);
            first.rotated(BANK, id(3));
            assertThat(age(beans)).isEqualTo(60);
            second.close();
            assertThat(age(beans)).isZero();
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void tellsHitsMissesAndUnknownKeysApart() {
        Beans beans = new Beans("cache");
        try (KeyMetrics metrics = new KeyMetrics(beans.process(), Clock.systemUTC())) {
            metrics.lookedUp(id(1), KeyEvents.Lookup.MISS);
            metrics.lookedUp(id(1), KeyEvents.Lookup.HIT);
            metrics.lookedUp(id(1), KeyEvents.Lookup.HIT);
            metrics.lookedUp(id(2), KeyEvents.Lookup.NEGATIVE);

            assertThat(beans.number("data-key-cache", "hits-total")).isEqualTo(2);
            assertThat(beans.number("data-key-cache", "misses-total")).isEqualTo(1);
            assertThat(beans.number("data-key-cache", "negative-hits-total")).isEqualTo(1);
        }
    }

    @Test
    void countsCallsOfTheKeyServiceByKekOperationAndFailure() {
        Beans beans = new Beans("kms");
        String tags = "kms-calls,kek=eu,operation=unwrap";
        try (KeyMetrics metrics = new KeyMetrics(beans.process(), Clock.systemUTC())) {
            metrics.called(call(10, Optional.empty()));
            metrics.called(call(30, Optional.of(KmsException.Kind.DENIED)));

            assertThat(beans.number(tags, "calls-total")).isEqualTo(2);
            assertThat(beans.number(tags, "denied-total")).isEqualTo(1);
            assertThat(beans.number(tags, "unavailable-total")).isZero();
            assertThat(beans.number(tags, "unknown-kek-total")).isZero();
            assertThat(beans.number(tags, "invalid-total")).isZero();
            assertThat(beans.number(tags, "latency-avg-ms")).isEqualTo(20);
            assertThat(beans.number(tags, "latency-max-ms")).isEqualTo(30);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void countsWhatHappenedToKeys() {
        Beans beans = new Beans("events");
        Scope domain = new Scope.Join(JoinDomain.of("customer", ValueType.INT64));
        try (KeyEvents metrics = new EventFan(List.of(new KeyMetrics(beans.process(), Clock.systemUTC())))) {
            metrics.created(id(1), BANK, List.of("eu"));
            metrics.published(id(1), BANK, List.of("eu"), Duration.ZERO);
            metrics.unwrapped(id(1), BANK, "eu", Duration.ZERO);
            metrics.confirmed(id(1), BANK, "eu");
            metrics.denied(id(1), BANK, "eu", KmsException.Kind.DENIED);
            metrics.unavailable(id(1), BANK, "store");
            metrics.evicted(id(1), BANK, KeyEvents.Eviction.DENIED);
            metrics.poisoned(id(1), "eu");
            metrics.poison("subjects", 3, 4711);
            metrics.shredded("00ff", domain);
            metrics.lookedUp(id(1), KeyEvents.Lookup.HIT);
            metrics.rotated(domain, id(1));
            metrics.leased(id(1), 5);
            metrics.called(call(1, Optional.empty()));

            for (String event : List.of(
                    "created",
                    "published",
                    "unwrapped",
                    "confirmed",
                    "denied",
                    "unavailable",
                    "evicted",
                    "poisoned",
                    "poison",
                    "shredded")) {
                assertThat(beans.number("data-key-events,event=" + event, "events-total"))
                        .isEqualTo(1);
            }
            assertThat(beans.number("data-key-scopes,scope=customer,suite=02", "rotations-total"))
                    .isEqualTo(1);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void aClosedSourceRegistersNothingAnyMore() {
        Beans beans = new Beans("closed");
        KeyMetrics metrics = new KeyMetrics(beans.process(), Clock.systemUTC());
        metrics.close();
        metrics.close();

        metrics.rotated(BANK, id(1));
        metrics.leased(id(1), 1);
        metrics.confirmed(id(1), BANK, "eu");
        metrics.called(call(1, Optional.empty()));
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void everyMetricOfTheReferenceIsRegisteredSomewhere() {
        Beans beans = new Beans("catalogue");
        try (KeyMetrics keys = new KeyMetrics(beans.process(), Clock.systemUTC());
                PluginMetrics plugin = new PluginMetrics("p", beans.process())) {
            keys.rotated(BANK, id(1));
            keys.confirmed(id(1), BANK, "eu");
            keys.called(call(1, Optional.empty()));
            plugin.missing("t", Part.FIELD_OF_VALUE, FieldPath.of("f"), "rule");
            plugin.failed("r");

            assertThat(beans.registered())
                    .containsExactlyInAnyOrderElementsOf(MetricCatalogue.all().stream()
                            .map(template -> template.group() + " " + template.name())
                            .toList());
        }
    }

    private static double age(Beans beans) {
        return beans.number("data-key-scopes,scope=bank,suite=01", "current-key-age-seconds");
    }

    private static KmsCall call(long millis, Optional<KmsException.Kind> failure) {
        return new KmsCall("eu", KmsCall.Operation.UNWRAP, Duration.ofMillis(millis), failure);
    }

    private static DekId id(int number) {
        byte[] id = new byte[DekId.LENGTH];
        id[15] = (byte) number;
        return DekId.of(id);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
