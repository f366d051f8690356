/** Rows that were read beside the log. Start at {@link io.lockweir.cassandra.connector.snapshot.SnapshotTest}. */
@NullMarked
package io.lockweir.cassandra.connector.snapshot;

import org.jspecify.annotations.NullMarked;
