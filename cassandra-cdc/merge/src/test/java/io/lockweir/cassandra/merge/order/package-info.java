/** Tests. */
@NullMarked
package io.lockweir.cassandra.merge.order;

import org.jspecify.annotations.NullMarked;
