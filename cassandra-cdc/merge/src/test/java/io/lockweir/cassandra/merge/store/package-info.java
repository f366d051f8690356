/** Tests. */
@NullMarked
package io.lockweir.cassandra.merge.store;

import org.jspecify.annotations.NullMarked;
