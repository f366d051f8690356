package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Touches nothing, and tells an observer what would be treated and what is missing. */
final class ReportingCipher implements FieldCipher {
    private final FieldObserver observer;

    ReportingCipher(FieldObserver observer) {
        this.observer = observer;
    }

    @Override
    public Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        return new Planned(schema, plan(place, rule, row));
    }

    @Override
    public Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        FieldObserver.FieldCounter counter = observer.found(place.topic(), place.part(), place.path(), rule.rule());
        return value -> {
            counter.value();
            return value;
        };
    }

    @Override
    public void missing(Place place, TopicRule rule, String what) {
        observer.missing(place.topic(), place.part(), place.path(), rule.rule());
    }

    @Override
    public void unlisted(Place place, Schema schema) {}
}
