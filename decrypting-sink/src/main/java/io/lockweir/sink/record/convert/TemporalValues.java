package io.lockweir.sink.record.convert;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Counts since the epoch to java.time, and the check that a time fits the column's resolution and range. */
final class TemporalValues {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    /** Seconds that a long of microseconds, or of nanoseconds, can count; the fraction of the last one is given away. */
    private static final long MAX_MICRO_SECONDS = Long.MAX_VALUE / 1_000_000L - 1;

    private static final long MAX_NANO_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private TemporalValues() {}

    static boolean adjustsToUtc(Type type) {
        return type instanceof Types.TimestampType timestamp
                ? timestamp.shouldAdjustToUTC()
                : type instanceof Types.TimestampNanoType nanos && nanos.shouldAdjustToUTC();
    }

    static LocalDate date(long days) {
        return LocalDate.ofEpochDay(days);
    }

    static LocalTime time(Target target, long count, long perSecond) {
        long perDay = Math.multiplyExact(86_400L, perSecond);
        // PostgreSQL's 24:00:00 is a time of its own, which Iceberg does not have.
        if (count < 0 || count >= perDay) {
            throw target.outOfRange("not within one day");
        }
        return exact(target, LocalTime.ofNanoOfDay(count * (NANOS_PER_SECOND / perSecond)));
    }

    static LocalDateTime timestamp(Target target, long count, long perSecond) {
        long second = Math.floorDiv(count, perSecond);
        // LocalDateTime reaches farther than a column, but not as far as a long of milliseconds.
        if (second > MAX_MICRO_SECONDS || second < -MAX_MICRO_SECONDS) {
            throw target.outOfRange("too far from the epoch");
        }
        int nano = (int) (Math.floorMod(count, perSecond) * (NANOS_PER_SECOND / perSecond));
        requireRange(target, second, nano);
        return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
    }

    static LocalTime exact(Target target, LocalTime time) {
        requireMicros(target, time.get(ChronoField.NANO_OF_SECOND));
        return time;
    }

    static LocalDateTime exact(Target target, LocalDateTime time) {
        requireRange(target, time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
        return time;
    }

    static OffsetDateTime exact(Target target, OffsetDateTime time) {
        requireRange(target, time.toEpochSecond(), time.getNano());
        return time;
    }

    private static void requireRange(Target target, long second, int nano) {
        boolean nanos = target.type().typeId() == Type.TypeID.TIMESTAMP_NANO;
        long limit = nanos ? MAX_NANO_SECONDS : MAX_MICRO_SECONDS;
        if (second > limit || second < -limit) {
            throw target.outOfRange("too far from the epoch");
        }
        if (!nanos) {
            requireMicros(target, nano);
        }
    }

    private static void requireMicros(Target target, int nano) {
        if (nano % NANOS_PER_MICRO != 0) {
            throw target.outOfRange("finer than microseconds");
        }
    }
}
