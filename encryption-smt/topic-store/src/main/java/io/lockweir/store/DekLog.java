package io.lockweir.store;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekRecordCodec;
import io.lockweir.encryption.keys.DekStore.Progress;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.SubjectLog.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of data keys as the tasks of one process share it: one tail, one producer, one index. */
final class DekLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DekLog.class);

    private static final String STORE = "deks";
    /** The only one: the order of all records decides which key a join domain has. */
    private static final int PARTITION = 0;

    private final TopicSpec spec;
    private final KafkaLog log;
    private final List<KeyEvents> listeners = new CopyOnWriteArrayList<>();
    private final LogTimeouts timeouts;
    private final DekIndex index = new DekIndex();

    private DekLog(TopicSpec spec, KafkaLog log, LogTimeouts timeouts) {
        this.spec = spec;
        this.log = log;
        this.timeouts = timeouts;
    }

    /**
     * Finds or creates the topic, and begins to read it.
     *
     * @param events hears of poison, as the first of all who {@link #hear}
     */
    static DekLog open(TopicSpec spec, KafkaClients clients, LogTimeouts timeouts, KeyEvents events) {
        DekLog deks = new DekLog(spec, KafkaLog.open(spec, clients, timeouts), timeouts);
        deks.listeners.add(events);
        deks.log.followLater(deks::accept);
        return deks;
    }

    /** Of those who listen the first is told of poison, so that a process counts it once. */
    void hear(KeyEvents events) {
        if (!listeners.contains(events)) {
            listeners.add(events);
        }
    }

    void ignore(KeyEvents events) {
        listeners.remove(events);
    }

    boolean usable() {
        return log.usable();
    }

    void publish(DekRecord record) {
        byte[] value = DekRecordCodec.encode(record);
        byte[] key = DekTopicKey.of(record.id(), value);
        try {
            long offset =
                    log.append(PARTITION, key, value).get(2 * timeouts.request().toMillis(), TimeUnit.MILLISECONDS);
            log.awaitFollowed(PARTITION, offset);
        } catch (ExecutionException | TimeoutException e) {
            throw new KeyUnavailableError(
                    "Data key " + record.id() + " was not acknowledged by topic " + spec.name()
                            + "; look at its brokers, its min.insync.replicas and the principal's rights",
                    e instanceof ExecutionException ? e.getCause() : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "Interrupted while data key " + record.id() + " was published",
                    e);
        }
    }

    List<DekRecord> find(DekId id) {
        log.awaitStarted();
        return records(index.find(id));
    }

    List<DekRecord> domainKeys(Scope.Join scope) {
        log.awaitStarted();
        return records(index.domain(scope));
    }

    Stream<DekRecord> records() {
        LogScan scan = log.scan(PARTITION, 0);
        return stream(scan).onClose(scan::close).map(DekLog::decode).flatMap(Optional::stream);
    }

    Progress progress() {
        return log.progress();
    }

    @Override
    public void close() {
        log.close();
    }

    private void accept(Entry entry) {
        if (entry.value() == null) {
            alarm(
                    entry,
                    "is a null. Nulls delete nothing here, but compaction will remove the record of that key: restore it from an export before "
                            + "min.compaction.lag.ms is over");
            return;
        }
        Optional<DekRecord> record = decode(entry);
        if (record.isEmpty()) {
            alarm(entry, "is no data key record, or not the one of its key");
        } else {
            index.add(record.get(), new DekIndex.At(entry.partition(), entry.offset()));
        }
    }

    private List<DekRecord> records(List<DekIndex.At> places) {
        List<DekRecord> records = new ArrayList<>();
        for (DekIndex.At at : places) {
            log.read(at.partition(), at.offset()).flatMap(DekLog::decode).ifPresent(records::add);
        }
        // A record published twice, by a retry or a restore, is one record.
        return records.stream().distinct().toList();
    }

    private static Optional<DekRecord> decode(Entry entry) {
        byte[] value = entry.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            DekRecord record = DekRecordCodec.decode(value);
            return DekTopicKey.matches(entry.key(), record.id(), value) ? Optional.of(record) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void alarm(Entry entry, String what) {
        listeners.stream().findFirst().ifPresent(each -> each.poison(STORE, entry.partition(), entry.offset()));
        LOG.warn(
                "The record at partition {} offset {} of topic {} {}. It is ignored; find out who may write to the topic",
                entry.partition(),
                entry.offset(),
                spec.name(),
                what);
    }

    private static Stream<Entry> stream(Iterator<Entry> entries) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        Objects.requireNonNull(entries), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }
}
