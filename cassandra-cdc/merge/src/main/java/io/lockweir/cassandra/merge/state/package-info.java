/**
 * What is known of a row and of a partition, Cassandra's rules for which write wins, and the bytes in which rows are kept. Pure: no store, no
 * clock of its own. Start at {@link io.lockweir.cassandra.merge.state.RowMerge}.
 */
@NullMarked
package io.lockweir.cassandra.merge.state;

import org.jspecify.annotations.NullMarked;
