package io.lockweir.connect.metrics;

import io.lockweir.encryption.keys.KeyEvents.Lookup;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Lookups of data keys. */
final class CacheNumbers {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder negative = new LongAdder();

    static ProcessMetrics.Held<CacheNumbers> hold(ProcessMetrics process) {
        return process.hold(CacheNumbers.class, MetricCatalogue.HITS, List.of(), group -> {
            CacheNumbers numbers = new CacheNumbers();
            group.number(MetricCatalogue.HITS, numbers.hits::sum);
            group.number(MetricCatalogue.MISSES, numbers.misses::sum);
            group.number(MetricCatalogue.NEGATIVE, numbers.negative::sum);
            return numbers;
        });
    }

    void count(Lookup result) {
        switch (result) {
            case HIT -> hits.increment();
            case MISS -> misses.increment();
            case NEGATIVE -> negative.increment();
        }
    }
}
