package io.lockweir.connect.record;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs which fields the rules expect and which they find: each once when it turns up, all counts once a minute and at the end. For one
 * thread. Bounded, and without any value of any field.
 */
public final class FieldReport implements FieldObserver {
    private static final Logger LOG = LoggerFactory.getLogger(FieldReport.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_PLACES = 10_000;

    /** A field and its rule. */
    private record Expected(Place place, String rule) {}

    /** Counts the values of one field. */
    private static final class Count implements FieldCounter {
        private long values;

        @Override
        public void value() {
            values++;
        }
    }

    private final String headline;
    private final Clock clock;
    private final Map<Expected, Count> found = new LinkedHashMap<>();
    private final Set<Expected> missing = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private long records;
    private long failures;
    private long untried;
    private long nextSummary;

    /** @param headline what every summary begins with */
    public FieldReport(String headline, Clock clock) {
        this.headline = headline;
        this.clock = clock;
        this.nextSummary = clock.millis() + PAUSE.toMillis();
        LOG.warn("{}", headline);
    }

    @Override
    public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
        Expected field = new Expected(new Place(topic, part, path), rule);
        Count known = found.get(field);
        if (known != null) {
            return known;
        }
        if (found.size() >= MAX_PLACES) {
            return FieldCounter.NONE;
        }
        LOG.info("Rule {} applies to {}", rule, field.place());
        Count count = new Count();
        found.put(field, count);
        return count;
    }

    @Override
    public void missing(String topic, Part part, FieldPath path, String rule) {
        Expected field = new Expected(new Place(topic, part, path), rule);
        if (missing.size() < MAX_PLACES && missing.add(field)) {
            LOG.warn("Rule {} names {}, which is not there: it would stop the task", rule, field.place());
        }
    }

    /** A record would not have been encrypted. Told once per text, which must hold no value. */
    public void failure(String text) {
        failures++;
        if (told.size() < MAX_PLACES && told.add(text)) {
            LOG.warn("It would fail: {}", text);
        }
    }

    /** A record could not be tried for want of a key. Told once per text, which must hold no value. */
    public void withoutKey(String text) {
        untried();
        if (told.size() < MAX_PLACES && told.add(text)) {
            LOG.warn("A key is not to be had, and records are not tried meanwhile: {}", text);
        }
    }

    /** A record was not tried, since a key was not to be had shortly before. */
    public void untried() {
        untried++;
    }

    /** One record went by. */
    public void record() {
        records++;
        long now = clock.millis();
        if (now >= nextSummary) {
            nextSummary = now + PAUSE.toMillis();
            summarise();
        }
    }

    /** Logs what was counted so far. */
    public void summarise() {
        LOG.warn(
                "{} {} records, {} of them would fail, {} were not tried for want of a key; {} fields found, {} missing",
                headline,
                records,
                failures,
                untried,
                found.size(),
                missing.size());
        lines().forEach(LOG::info);
    }

    /** One line per field, as it is logged. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        found.forEach((field, count) ->
                lines.add("Rule " + field.rule() + ", " + field.place() + ": " + count.values + " values"));
        missing.forEach(field -> lines.add("Rule " + field.rule() + ", " + field.place() + ": missing"));
        return lines;
    }
}
