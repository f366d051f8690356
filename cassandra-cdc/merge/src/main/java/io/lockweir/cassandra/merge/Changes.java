package io.lockweir.cassandra.merge;

import org.jspecify.annotations.Nullable;

/**
 * What one step changes, row by row. The step happens as the changes are taken: take them all before the next step.
 *
 * <p>After a restart from an older state the same step on the same state gives the same changes in the same order, so who knows the key of
 * the last one delivered takes the changes up to it silently.
 */
public interface Changes {

    /** The next change, or null behind the last. */
    @Nullable
    RowChange next();
}
