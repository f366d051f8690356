package io.lockweir.connect.metrics;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsCall;
import io.lockweir.encryption.kms.KmsException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.MetricNameTemplate;

/** Turns the events of one key source into numbers. What it holds is released when the source closes. */
final class KeyMetrics implements KeyEvents {
    private static final int SHOWN_KEYS = 16;

    private record Kek(String label, KmsCall.Operation operation) {}

    private final ProcessMetrics process;
    private final Clock clock;
    private final ProcessMetrics.Held<CacheNumbers> cache;
    private final Map<Kek, ProcessMetrics.Held<KmsNumbers>> keks = new HashMap<>();
    private final Map<Scope, ProcessMetrics.Held<ScopeNumbers>> scopes = new HashMap<>();
    private final Map<String, ProcessMetrics.Held<LongAdder>> events = new HashMap<>();
    private final Map<DekId, ProcessMetrics.Held<LongAdder>> uses = new LinkedHashMap<>(SHOWN_KEYS * 2, 0.75f, true);
    private boolean closed;

    KeyMetrics(ProcessMetrics process, Clock clock) {
        this.process = process;
        this.clock = clock;
        this.cache = CacheNumbers.hold(process);
    }

    @Override
    public void lookedUp(DekId id, Lookup result) {
        cache.counters().count(result);
    }

    @Override
    public synchronized void called(KmsCall call) {
        if (!closed) {
            keks.computeIfAbsent(
                            new Kek(call.kekLabel(), call.operation()),
                            kek -> KmsNumbers.hold(process, kek.label(), kek.operation()))
                    .counters()
                    .count(call);
        }
    }

    @Override
    public synchronized void rotated(Scope scope, DekId current) {
        if (!closed) {
            scopes.computeIfAbsent(scope, first -> ScopeNumbers.hold(process, first, clock))
                    .counters()
                    .rotated(this, clock.millis());
            uses(current);
        }
    }

    @Override
    public synchronized void leased(DekId id, int count) {
        if (!closed) {
            uses(id).add(count);
        }
    }

    @Override
    public void created(DekId id, Scope scope, List<String> kekLabels) {
        happened("created");
    }

    @Override
    public void published(DekId id, Scope scope, List<String> kekLabels, Duration took) {
        happened("published");
    }

    @Override
    public void unwrapped(DekId id, Scope scope, String kekLabel, Duration took) {
        happened("unwrapped");
    }

    @Override
    public void confirmed(DekId id, Scope scope, String kekLabel) {
        happened("confirmed");
    }

    @Override
    public void denied(DekId id, Scope scope, String kekLabel, KmsException.Kind kind) {
        happened("denied");
    }

    @Override
    public void unavailable(DekId id, Scope scope, String from) {
        happened("unavailable");
    }

    @Override
    public void evicted(DekId id, Scope scope, Eviction reason) {
        happened("evicted");
    }

    @Override
    public void poisoned(DekId id, String kekLabel) {
        happened("poisoned");
    }

    @Override
    public void poison(String store, int partition, long offset) {
        happened("poison");
    }

    @Override
    public void registered(RegistryKey key) {
        happened("registered");
    }

    @Override
    public void opened(RegistryKey key) {
        happened("opened");
    }

    @Override
    public void refused(RegistryKey key, KeyUnavailableError.Reason reason) {
        happened("refused");
    }

    @Override
    public void shredded(String subject, Scope scope) {
        happened("shredded");
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            cache.close();
            keks.values().forEach(ProcessMetrics.Held::close);
            scopes.values().forEach(held -> {
                held.counters().forget(this);
                held.close();
            });
            events.values().forEach(ProcessMetrics.Held::close);
            uses.values().forEach(ProcessMetrics.Held::close);
        }
    }

    private synchronized void happened(String event) {
        if (!closed) {
            events.computeIfAbsent(event, first -> total(MetricCatalogue.HAPPENED, first))
                    .counters()
                    .increment();
        }
    }

    private LongAdder uses(DekId id) {
        LongAdder total = uses.computeIfAbsent(id, first -> total(MetricCatalogue.USES, first.toString()))
                .counters();
        Iterator<ProcessMetrics.Held<LongAdder>> eldest = uses.values().iterator();
        if (uses.size() > SHOWN_KEYS) {
            eldest.next().close();
            eldest.remove();
        }
        return total;
    }

    private ProcessMetrics.Held<LongAdder> total(MetricNameTemplate template, String tag) {
        return process.hold(LongAdder.class, template, List.of(tag), group -> {
            LongAdder total = new LongAdder();
            group.number(template, total::sum);
            return total;
        });
    }
}
