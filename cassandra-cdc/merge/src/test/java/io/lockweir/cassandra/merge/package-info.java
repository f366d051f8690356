/** Tests of the merge, on random tables and by hand. */
@NullMarked
package io.lockweir.cassandra.merge;

import org.jspecify.annotations.NullMarked;
