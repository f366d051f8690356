/** Tests. */
@NullMarked
package io.lockweir.cassandra.merge.state;

import org.jspecify.annotations.NullMarked;
