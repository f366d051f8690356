package io.lockweir.encryption.keys;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encrypting data keys of one scope under one set of KEKs. As long as a key encrypts, its KEKs are asked again whether they would
 * still wrap it: one that refuses ends its use at once, and when none can be asked its use ends at the stated bound, by the key's own
 * expiry. No permission to unwrap is needed.
 */
final class EnvelopeWriter {
    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeWriter.class);

    private final Scope scope;
    private final List<Kek> keks;
    private final DekPublisher publisher;
    private final EnvelopeSettings settings;
    private final Clock clock;
    private final SecureRandom random;
    private final KeyWorkers workers;
    private final KeyEvents events;
    /** Of the KEKs together, since a key is wrapped by all of them. */
    private final String lane;

    private final RotatingKey rotating;
    private final Set<PublishedKey> published = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EnvelopeWriter(
            Scope scope,
            List<Kek> keks,
            DekPublisher publisher,
            EnvelopeSettings settings,
            Clock clock,
            SecureRandom random,
            KeyWorkers workers,
            KeyEvents events) {
        this.scope = scope;
        this.keks = keks;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.workers = workers;
        this.events = events;
        this.lane = "keks " + keks.stream().map(Kek::label).sorted().collect(Collectors.joining(" "));
        this.rotating = new RotatingKey(
                scope,
                () -> workers.submit(lane, KeyWorkers.Urgency.AWAITED, this::generate),
                clock,
                new KeyWait(settings.keyWait()),
                events);
    }

    DataKeyUse use() {
        return new CountedUse(rotating);
    }

    /** Asks ahead for the keys in use and forgets the others. Quick. */
    void tick() {
        long now = clock.millis();
        for (PublishedKey each : published) {
            if (each.over(now)) {
                forget(each, each.expiry(now));
            } else if (each.beginsToAsk(now)) {
                CompletableFuture<Boolean> unused = workers.submit(lane, KeyWorkers.Urgency.AHEAD, () -> confirm(each))
                        .whenComplete((confirmed, failure) -> report(each, failure));
            }
        }
    }

    void close() {
        closed = true;
        rotating.close();
        published.forEach(each -> forget(each, KeyEvents.Eviction.CLOSED));
    }

    private WriterKey generate() {
        long asked = clock.millis();
        DekPublisher.Published made = publisher.publish(scope, keks);
        byte[] fixed = new byte[Integer.BYTES];
        random.nextBytes(fixed);
        WriterKey key =
                new WriterKey(made.dek().derived(), ByteBuffer.wrap(fixed).getInt(), settings.budget(), clock.millis());
        PublishedKey added = new PublishedKey(made, key, new Confirmation(settings, asked));
        published.add(added);
        if (closed) {
            // Closing may have looked through the others already.
            forget(added, KeyEvents.Eviction.CLOSED);
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The key source was closed while a data key was made", null);
        }
        if (added.over(clock.millis())) {
            forget(added, KeyEvents.Eviction.STALE);
            throw new KeyUnavailableError("Making data key " + made.dek().id() + " of " + scope.name()
                    + " took longer than " + settings.bound() + " (dek.ttl.ms + dek.max.stale.ms), so it was not used");
        }
        if (made.record().wraps().size() < keks.size()) {
            LOG.warn(
                    "Data key {} of {} lacks a wrap: a KEK could not be reached. It is added when it can",
                    made.dek().id(),
                    scope.name());
        }
        LOG.info(
                "Published data key {} of {}, wrapped by {}",
                made.dek().id(),
                scope.name(),
                made.record().wraps());
        return key;
    }

    /** Wraps the key again, and publishes the result only if it has a KEK that could not be reached before. */
    private boolean confirm(PublishedKey each) {
        long asked = clock.millis();
        try {
            List<DekRecord.Wrap> wraps = publisher.wraps(each.dek(), keks);
            if (wraps.size() > each.wraps()) {
                publisher.publish(each.dek(), wraps);
                each.published(wraps.size());
            }
            each.confirmed(asked);
            events.confirmed(each.dek().id(), scope, wraps.get(0).kekLabel());
            return true;
        } catch (KeyUnavailableError e) {
            switch (e.reason()) {
                case UNAVAILABLE -> {
                    each.failed(clock.millis());
                    LOG.warn(
                            "Data key {} of {} is used on without its KEK, at most until {} after it was last heard of",
                            each.dek().id(),
                            scope.name(),
                            settings.bound(),
                            e);
                }
                case DENIED, MISSING -> {
                    LOG.error(
                            "Data key {} of {} is not used any more", each.dek().id(), scope.name(), e);
                    forget(each, KeyEvents.Eviction.DENIED);
                }
                case CLOSED -> forget(each, KeyEvents.Eviction.CLOSED);
            }
            return false;
        }
    }

    /** A defect of a driver or a listener: as if the KEKs could not be asked. */
    private void report(PublishedKey each, @Nullable Throwable failure) {
        if (failure != null) {
            each.failed(clock.millis());
            LOG.error(
                    "Data key {} of {} could not be confirmed: {}",
                    each.dek().id(),
                    scope.name(),
                    failure.getClass().getName());
        }
    }

    private void forget(PublishedKey each, KeyEvents.Eviction reason) {
        if (published.remove(each)) {
            rotating.retire(each.key());
            each.dek().wipe();
            events.evicted(each.dek().id(), scope, reason);
        }
    }
}
