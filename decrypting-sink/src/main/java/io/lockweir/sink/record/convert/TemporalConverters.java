package io.lockweir.sink.record.convert;

import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Connect's and Debezium's dates and times that are counts. They convert to dates and times only: as a plain number they
 * would lose their unit. Debezium's timestamps are local times of the source and so no {@code timestamptz}.
 */
@SuppressWarnings("JavaUtilDate") // Connect's logical types are java.util.Date.
final class TemporalConverters {
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private enum Kind {
        DATE,
        TIME,
        LOCAL,
        ANY
    }

    private record Form(Schema.Type physical, Kind kind, long perSecond) {}

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry(org.apache.kafka.connect.data.Date.LOGICAL_NAME, new Form(Schema.Type.INT32, Kind.DATE, 0)),
            Map.entry(org.apache.kafka.connect.data.Time.LOGICAL_NAME, new Form(Schema.Type.INT32, Kind.TIME, 1_000)),
            Map.entry(
                    org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME, new Form(Schema.Type.INT64, Kind.ANY, 1_000)),
            Map.entry("io.debezium.time.Date", new Form(Schema.Type.INT32, Kind.DATE, 0)),
            Map.entry("io.debezium.time.Time", new Form(Schema.Type.INT32, Kind.TIME, 1_000)),
            Map.entry("io.debezium.time.MicroTime", new Form(Schema.Type.INT64, Kind.TIME, 1_000_000)),
            Map.entry("io.debezium.time.NanoTime", new Form(Schema.Type.INT64, Kind.TIME, 1_000_000_000)),
            Map.entry("io.debezium.time.Timestamp", new Form(Schema.Type.INT64, Kind.LOCAL, 1_000)),
            Map.entry("io.debezium.time.MicroTimestamp", new Form(Schema.Type.INT64, Kind.LOCAL, 1_000_000)),
            Map.entry("io.debezium.time.NanoTimestamp", new Form(Schema.Type.INT64, Kind.LOCAL, 1_000_000_000)));

    private TemporalConverters() {}

    static boolean isTemporal(@Nullable String name) {
        return name != null && FORMS.containsKey(name);
    }

    /** The converter, or null if the types do not convert. */
    static @Nullable Converter compile(Target target, Schema schema, Type type) {
        Form form = FORMS.get(schema.name());
        if (form == null || form.physical() != schema.type()) {
            return null;
        }
        return switch (type.typeId()) {
            case DATE -> form.kind() == Kind.DATE ? value -> TemporalValues.date(days(target, value)) : null;
            case TIME ->
                form.kind() == Kind.TIME ? value -> TemporalValues.time(target, count(value), form.perSecond()) : null;
            case TIMESTAMP, TIMESTAMP_NANO ->
                form.kind() == Kind.DATE ? midnight(target, type) : timestamp(target, form, type);
            default -> null;
        };
    }

    /** A date widens to a local timestamp, as Iceberg's own promotion has it; not to an instant. */
    private static @Nullable Converter midnight(Target target, Type type) {
        return TemporalValues.adjustsToUtc(type)
                ? null
                : value -> TemporalValues.exact(
                        target, TemporalValues.date(days(target, value)).atStartOfDay());
    }

    private static @Nullable Converter timestamp(Target target, Form form, Type type) {
        long perSecond = form.perSecond();
        if (TemporalValues.adjustsToUtc(type)) {
            return form.kind() == Kind.ANY
                    ? value -> TemporalValues.timestamp(target, count(value), perSecond)
                            .atOffset(ZoneOffset.UTC)
                    : null;
        }
        return form.kind() == Kind.ANY || form.kind() == Kind.LOCAL
                ? value -> TemporalValues.timestamp(target, count(value), perSecond)
                : null;
    }

    private static long count(Object value) {
        return value instanceof Date date ? date.getTime() : ((Number) value).longValue();
    }

    private static long days(Target target, Object value) {
        if (!(value instanceof Date date)) {
            return ((Number) value).longValue();
        }
        if (Math.floorMod(date.getTime(), MILLIS_PER_DAY) != 0) {
            throw target.malformed("whole day");
        }
        return Math.floorDiv(date.getTime(), MILLIS_PER_DAY);
    }
}
