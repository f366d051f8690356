package io.lockweir.sink.record.flatten;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Debezium's times: in milliseconds always, in microseconds since 2.6, in nanoseconds for connectors that have them. */
final class EventTime {
    private static final long MICROS_PER_MILLI = 1_000;

    private EventTime() {}

    /** Microseconds since the epoch, as fine as the event tells, or null. */
    static @Nullable Long micros(@Nullable Object container) {
        Long micros = EventFields.number(container, "ts_us");
        if (micros != null) {
            return micros;
        }
        Long nanos = EventFields.number(container, "ts_ns");
        if (nanos != null) {
            return TimeUnit.NANOSECONDS.toMicros(nanos);
        }
        Long millis = EventFields.number(container, "ts_ms");
        return millis == null ? null : Math.multiplyExact(millis, MICROS_PER_MILLI);
    }
}
