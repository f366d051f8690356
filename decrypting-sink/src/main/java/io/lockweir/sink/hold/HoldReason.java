package io.lockweir.sink.hold;

import static io.lockweir.sink.hold.HoldAnswer.ACCEPT;
import static io.lockweir.sink.hold.HoldAnswer.REPLAY;

import java.util.List;
import java.util.Locale;

/** Why a table holds. Names are part of HOLD ids and of table properties: never renamed once released. */
public enum HoldReason {
    /** The snapshot that carries our progress is no longer in the table's history. */
    ROLLED_BACK("replay reads again what the lost snapshots held; accept goes on behind it"),
    /** The table of this name is another one than at the start. */
    TABLE_RECREATED("restart the connector to begin with the new table"),
    /** The catalog no longer has the table. */
    TABLE_MISSING("restore the table, or its grants, and restart the connector"),
    /** The catalog refuses to load the table or to commit to it, for good and whatever the attempt. */
    CATALOG_REFUSED("grant what the catalog's answer asks for, and restart the connector"),
    /** Cluster id or topic id is not the one the progress was written for. */
    SOURCE_CHANGED("accept if offsets mean the same there (a mirror that keeps offsets); replay reads from its start"),
    /** Records behind the table's progress are already deleted from the topic. */
    RETENTION("accept goes on at the start of the log; the gap stays"),
    /** The topic ends before the table's progress. */
    TRUNCATED_SOURCE("accept goes on at the end of the log; replay reads it from its start"),
    /** A key of an upserted table may come from another partition than before, and overtake what is not read yet. */
    PARTITIONS_CHANGED("accept if the topic had been read to its end before partitions were added"),
    /** Another sink id wrote rows of the same topic into the table. */
    OTHER_SINK("use that sink.id; or accept, to write the topic's rows a second time"),
    /** The history has rows of ours for a partition, and the table's properties no progress. */
    PROGRESS_LOST("replay goes on where the history's rows end; accept reads the topic from its start, a second time"),
    /** A property of ours was changed by hand to something unreadable. */
    DAMAGED_PROGRESS("restore the property from the table's metadata history, and restart the connector"),
    /** The table is not as designed, or can no longer take the configured columns. */
    DRIFT(
            "correct the table, its design or the mapping, and restart the connector; accept, for a table that differs from"
                    + " its design, takes just these differences as they are"),
    /** The audit branch has rows that fail a quality rule, or counts that do not add up. */
    AUDIT_FAILED("accept publishes them as they are; replay drops what is not published and reads its records again"),
    /** Others committed to the main branch while the audit branch was ahead of it. */
    BRANCH_DIVERGED("replay drops what is not published and reads its records again, on what the main branch is now"),
    /** Data files cannot be written, again and again. */
    WRITE_FAILED("correct its cause, such as the object store's grants or the staging disk, and restart the connector"),
    /** A record that may not pass, and may not be copied to a dead-letter queue either. */
    BAD_RECORD("correct its cause and restart; or accept, to skip this one record");

    private final String next;

    HoldReason(String next) {
        this.next = next;
    }

    /** What an operator can say to it; nothing where the cause has to be corrected. */
    public List<HoldAnswer> answers() {
        return switch (this) {
            case ROLLED_BACK, SOURCE_CHANGED, TRUNCATED_SOURCE, PROGRESS_LOST, AUDIT_FAILED -> List.of(REPLAY, ACCEPT);
            case BRANCH_DIVERGED -> List.of(REPLAY);
            case RETENTION, PARTITIONS_CHANGED, OTHER_SINK, DRIFT, BAD_RECORD -> List.of(ACCEPT);
            case TABLE_RECREATED, TABLE_MISSING, CATALOG_REFUSED, DAMAGED_PROGRESS, WRITE_FAILED -> List.of();
        };
    }

    /**
     * Whether the situation is over for a partition with the commit that used the answer. The answer is then good for each
     * of the table's partitions, whenever their tasks come to it.
     */
    public boolean clearsItself() {
        return this == ROLLED_BACK;
    }

    /** What an operator can do. */
    public String next() {
        return next;
    }

    /** As used in HOLD ids. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
