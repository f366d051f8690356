/**
 * Compare-and-set of source positions in an Iceberg table: slices, the decision what to do with one, and the one
 * attempt that sends it. Knows nothing of records or Connect. Start at {@code TableCommitter}.
 */
@NullMarked
package io.lockweir.sink.commit;

import org.jspecify.annotations.NullMarked;
