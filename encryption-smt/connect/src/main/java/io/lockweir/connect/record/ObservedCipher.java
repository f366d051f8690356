package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Tells an observer which fields there are, and of each of their values that another cipher treated. */
final class ObservedCipher implements FieldCipher {
    private final FieldCipher cipher;
    private final FieldObserver observer;

    ObservedCipher(FieldCipher cipher, FieldObserver observer) {
        this.cipher = cipher;
        this.observer = observer;
    }

    @Override
    public @Nullable Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        Planned planned = cipher.plan(place, rule, schema, row);
        return planned == null || planned.copies()
                ? planned
                : new Planned(planned.schema(), observed(place, rule, planned.conversion()));
    }

    @Override
    public @Nullable Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        Conversion conversion = cipher.plan(place, rule, row);
        return conversion == null ? null : observed(place, rule, conversion);
    }

    @Override
    public void missing(Place place, TopicRule rule, String what) {
        observer.missing(place.topic(), place.part(), place.path(), rule.rule());
        cipher.missing(place, rule, what);
    }

    @Override
    public void unlisted(Place place, Schema schema) {
        cipher.unlisted(place, schema);
    }

    private Conversion observed(Place place, TopicRule rule, Conversion conversion) {
        return new Observed(conversion, observer.found(place.topic(), place.part(), place.path(), rule.rule()));
    }

    private record Observed(Conversion conversion, FieldObserver.FieldCounter counter) implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            Object converted = conversion.apply(value);
            counter.value();
            return converted;
        }

        @Override
        public @Nullable Object ofNull() {
            return conversion.ofNull();
        }
    }
}
