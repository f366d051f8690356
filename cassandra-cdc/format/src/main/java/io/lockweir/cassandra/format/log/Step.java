package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;

/** What the reader of a segment has next. */
public sealed interface Step {

    /** An entry, verified. */
    record Found(Entry entry) implements Step {}

    /**
     * Nothing more for now: ask again when the segment has grown, the index has moved, or the segment is sealed.
     *
     * @param position everything before it was read
     */
    record NotYet(LogPosition position) implements Step {}

    /**
     * Nothing more for ever; go on with the next segment. Only of sealed segments.
     *
     * @param position where the marker chain ends
     */
    record End(LogPosition position) implements Step {}
}
