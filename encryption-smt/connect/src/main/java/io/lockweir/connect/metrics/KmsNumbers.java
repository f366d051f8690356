package io.lockweir.connect.metrics;

import io.lockweir.encryption.kms.KmsCall;
import io.lockweir.encryption.kms.KmsException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.metrics.Sensor;

/** The calls of one operation of one KEK's service. */
final class KmsNumbers {
    private final LongAdder calls = new LongAdder();
    private final Map<KmsException.Kind, LongAdder> failures = new EnumMap<>(KmsException.Kind.class);
    private final Sensor latency;

    private KmsNumbers(Sensor latency) {
        this.latency = latency;
        for (KmsException.Kind kind : KmsException.Kind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    static ProcessMetrics.Held<KmsNumbers> hold(ProcessMetrics process, String kekLabel, KmsCall.Operation operation) {
        List<String> tags = List.of(kekLabel, operation.name().toLowerCase(Locale.ROOT));
        return process.hold(KmsNumbers.class, MetricCatalogue.CALLS, tags, group -> {
            KmsNumbers numbers =
                    new KmsNumbers(group.averages(MetricCatalogue.LATENCY_AVG, MetricCatalogue.LATENCY_MAX));
            group.number(MetricCatalogue.CALLS, numbers.calls::sum);
            group.number(MetricCatalogue.KMS_UNAVAILABLE, () -> numbers.failures(KmsException.Kind.UNAVAILABLE));
            group.number(MetricCatalogue.KMS_DENIED, () -> numbers.failures(KmsException.Kind.DENIED));
            group.number(MetricCatalogue.KMS_UNKNOWN, () -> numbers.failures(KmsException.Kind.UNKNOWN_KEK));
            group.number(MetricCatalogue.KMS_INVALID, () -> numbers.failures(KmsException.Kind.INVALID));
            return numbers;
        });
    }

    void count(KmsCall call) {
        calls.increment();
        latency.record(call.took().toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1));
        call.failure().ifPresent(kind -> adder(kind).increment());
    }

    private long failures(KmsException.Kind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(KmsException.Kind kind) {
        LongAdder adder = failures.get(kind);
        if (adder == null) {
            throw new IllegalStateException("No counter for " + kind);
        }
        return adder;
    }
}
