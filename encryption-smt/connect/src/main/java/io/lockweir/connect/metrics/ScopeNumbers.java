package io.lockweir.connect.metrics;

import io.lockweir.encryption.keys.Scope;
import java.time.Clock;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How old the data keys are that encrypt a scope now, one per key source. */
final class ScopeNumbers {
    private final Map<Object, Long> tookOver = new ConcurrentHashMap<>();
    private final LongAdder rotations = new LongAdder();

    static ProcessMetrics.Held<ScopeNumbers> hold(ProcessMetrics process, Scope scope, Clock clock) {
        String suite = HexFormat.of().toHexDigits((byte) scope.suite().code());
        return process.hold(ScopeNumbers.class, MetricCatalogue.ROTATIONS, List.of(scope.name(), suite), group -> {
            ScopeNumbers numbers = new ScopeNumbers();
            group.number(MetricCatalogue.CURRENT_KEY_AGE, () -> numbers.age(clock.millis()));
            group.number(MetricCatalogue.ROTATIONS, numbers.rotations::sum);
            return numbers;
        });
    }

    void rotated(Object source, long now) {
        tookOver.put(source, now);
        rotations.increment();
    }

    void forget(Object source) {
        tookOver.remove(source);
    }

    private long age(long now) {
        return tookOver.isEmpty() ? 0 : (now - Collections.min(tookOver.values())) / 1000;
    }
}
