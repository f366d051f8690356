package io.lockweir.connect.schema;

import java.util.Date;

/** Connect's Date, Time and Timestamp: {@link Date} on one side, a number on the other. */
@SuppressWarnings("JavaUtilDate") // It is Connect's own type for them.
enum TemporalValues implements ConnectValues {
    /** Days; the Date must stand at midnight UTC. */
    DATE {
        @Override
        public Object toBorder(Object value) {
            long millis = millis(value);
            long days = Math.floorDiv(millis, MILLIS_PER_DAY);
            if (days * MILLIS_PER_DAY != millis || days != (int) days) {
                throw TypeMismatch.because("a Date has a time of day, or is out of range");
            }
            return (int) days;
        }

        @Override
        public Object fromBorder(Object value) {
            return new Date((Integer) value * MILLIS_PER_DAY);
        }
    },
    /** Milliseconds of the day; the Date must stand on 1970-01-01 UTC. */
    TIME {
        @Override
        public Object toBorder(Object value) {
            long millis = millis(value);
            if (millis < 0 || millis >= MILLIS_PER_DAY) {
                throw TypeMismatch.because("a Time is not within one day");
            }
            return (int) millis;
        }

        @Override
        public Object fromBorder(Object value) {
            return new Date((Integer) value);
        }
    },
    /** Milliseconds since the epoch. */
    TIMESTAMP {
        @Override
        public Object toBorder(Object value) {
            return millis(value);
        }

        @Override
        public Object fromBorder(Object value) {
            return new Date((Long) value);
        }
    };

    private static final long MILLIS_PER_DAY = 86_400_000L;

    private static long millis(Object value) {
        if (value instanceof Date date) {
            return date.getTime();
        }
        throw TypeMismatch.of("java.util.Date", value);
    }
}
