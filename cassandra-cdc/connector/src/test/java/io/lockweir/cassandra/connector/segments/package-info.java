/** Tests without a node. */
@NullMarked
package io.lockweir.cassandra.connector.segments;

import org.jspecify.annotations.NullMarked;
