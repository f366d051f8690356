/** Tests of how kept rows are written. */
@NullMarked
package io.lockweir.cassandra.connector.state;

import org.jspecify.annotations.NullMarked;
