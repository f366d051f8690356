package io.lockweir.encryption.audit;

import java.util.List;
import java.util.Locale;

/** What the audit log tells of. Names and fields are stable: people filter by them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
public enum AuditEvent {
    CREATED(
            "A data key was generated here and wrapped; it is not used yet.",
            Field.KEY,
            Field.SCOPE,
            Field.SUITE,
            Field.KEKS),
    PUBLISHED(
            "The store acknowledged the record of a data key: from now on it may be used.",
            Field.KEY,
            Field.SCOPE,
            Field.SUITE,
            Field.KEKS,
            Field.TOOK_MS),
    ROTATED(
            "Another data key encrypts from now on; also written for the first one.",
            Field.KEY,
            Field.SCOPE,
            Field.SUITE),
    UNWRAPPED("A KEK unwrapped a published data key.", Field.KEY, Field.SCOPE, Field.SUITE, Field.KEK, Field.TOOK_MS),
    CONFIRMED(
            "A KEK confirmed that an encrypting data key may still be used.",
            Field.KEY,
            Field.SCOPE,
            Field.SUITE,
            Field.KEK),
    DENIED(
            "A KEK refused. The data keys that depend on it are evicted at once.",
            Field.KEY,
            Field.SCOPE,
            Field.SUITE,
            Field.KEK,
            Field.REASON),
    UNAVAILABLE("A KEK or the store could not be asked.", Field.KEY, Field.SCOPE, Field.SUITE, Field.FROM),
    EVICTED("A data key is no longer used by this process.", Field.KEY, Field.SCOPE, Field.SUITE, Field.REASON),
    POISONED(
            "A record does not unwrap to the id it carries. It is damaged or forged, and ignored.",
            Field.KEY,
            Field.KEK),
    POISON(
            "A record in a store counts for nothing: a null for a live key, garbage, or written by somebody who may not. Compaction may remove a good record of the same key: restore it from an export.",
            Field.STORE,
            Field.PARTITION,
            Field.OFFSET),
    SHREDDED("The data keys of a subject were destroyed.", Field.SUBJECT, Field.SCOPE, Field.SUITE),
    FINALIZED(
            "Somebody moved the keys of all living subjects of a namespace away from these KEKs, which are to be destroyed.",
            Field.SCOPE,
            Field.KEKS,
            Field.RECORDS),
    REWRAPPED("Somebody wrapped a data key under these KEKs too.", Field.KEY, Field.SCOPE, Field.SUITE, Field.KEKS),
    NAMESPACE_REWRAPPED(
            "Somebody wrapped the key of a namespace, which holds those of its subjects, under these KEKs too.",
            Field.SCOPE,
            Field.KEKS),
    EXPORTED("Somebody wrote wrapped keys to a file.", Field.WHAT, Field.RECORDS),
    RESTORED(
            "Somebody published the keys of such a file that were missing; also written when it was stopped.",
            Field.WHAT,
            Field.RECORDS),
    REENCRYPTED(
            "Somebody copied a topic under other data keys; also written when it was stopped.",
            Field.TOPIC,
            Field.TARGET,
            Field.RECORDS),
    REGISTERED(
            "With profile confluent: a data key was made here, wrapped, and taken by the schema registry.",
            Field.KEK,
            Field.SCHEMA_SUBJECT,
            Field.ALGORITHM,
            Field.VERSION),
    OPENED(
            "With profile confluent: a data key of the schema registry was unwrapped.",
            Field.KEK,
            Field.SCHEMA_SUBJECT,
            Field.ALGORITHM,
            Field.VERSION),
    REFUSED(
            "With profile confluent: a data key of the schema registry can't be had, since it is not there or was refused.",
            Field.KEK,
            Field.SCHEMA_SUBJECT,
            Field.ALGORITHM,
            Field.VERSION,
            Field.REASON),
    KEYSET_CHANGED("Somebody made a key of a keyset, or changed its part.", Field.ACTION, Field.KEYSET_KEY);

    private final String description;
    private final List<Field> fields;

    AuditEvent(String description, Field... fields) {
        this.description = description;
        this.fields = List.of(fields);
    }

    /** What happened, for people. */
    public String description() {
        return description;
    }

    /** The fields of its line, behind those that every line has. */
    public List<Field> fields() {
        return fields;
    }

    /** As it stands in the line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fields of the lines. */
    public enum Field {
        TIME("time", "when, UTC, ISO 8601 with milliseconds"),
        EVENT("event", "what happened"),
        PRINCIPAL("principal", "who did it: USER@HOST/PID of the process"),
        KEY("key", "the id of the data key, 32 hex digits; it stands in every envelope"),
        SCOPE("scope", "the namespace, or the join domain with suite 02"),
        SUITE("suite", "the suite of the data key, two hex digits"),
        KEK("kek", "the label of the KEK, with profile confluent its name in the registry"),
        KEKS("keks", "the labels of the KEKs that wrap the data key"),
        FROM("from", "the label of the KEK, or store"),
        REASON("reason", "why"),
        STORE("store", "what the topic holds: deks or subjects"),
        PARTITION("partition", "of the topic"),
        OFFSET("offset", "in the partition"),
        TOOK_MS("took.ms", "how long it took"),
        SUBJECT("subject", "the pseudonym of the subject (a keyed hash), never the subject"),
        SCHEMA_SUBJECT("schema.subject", "the subject of the schema that the data key is of"),
        ALGORITHM("algorithm", "what the data key is for"),
        VERSION("version", "of the data key in the registry; 0 where none is known"),
        WHAT("what", "data-keys or subjects"),
        RECORDS("records", "how many records"),
        TOPIC("topic", "the topic that was read"),
        TARGET("target", "the topic that was written"),
        ACTION("action", "create, add, promote or disable"),
        KEYSET_KEY("keyset.key", "the id of that key in the keyset");

        private final String label;
        private final String description;

        Field(String label, String description) {
            this.label = label;
            this.description = description;
        }

        /** As it stands in the line. */
        public String label() {
            return label;
        }

        /** What it means, for people. */
        public String description() {
            return description;
        }
    }
}
