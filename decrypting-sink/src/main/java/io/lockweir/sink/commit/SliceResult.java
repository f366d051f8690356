package io.lockweir.sink.commit;

import io.lockweir.sink.hold.Hold;

/** What became of a submitted slice. */
public sealed interface SliceResult {

    /** It is in the table. */
    record InTable() implements SliceResult {}

    /** Its ranges are in the table, by the files of another worker. */
    record Covered() implements SliceResult {}

    /** It did not fit; the task has to read its partitions again. */
    record Discarded(String why) implements SliceResult {}

    /** The table stops. */
    record Held(Hold hold) implements SliceResult {}

    /** The task closed first. */
    record Cancelled() implements SliceResult {}
}
