/**
 * Where kept rows are: an interface for heaps and databases, and the bounded heap. Knows keys and bytes, no rules and no types. Start at
 * {@link io.lockweir.cassandra.merge.store.RowStore}.
 */
@NullMarked
package io.lockweir.cassandra.merge.store;

import org.jspecify.annotations.NullMarked;
