/** Tests without a node. */
@NullMarked
package io.lockweir.cassandra.connector;

import org.jspecify.annotations.NullMarked;
