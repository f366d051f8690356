/** Tests without a node. */
@NullMarked
package io.lockweir.cassandra.connector.metrics;

import org.jspecify.annotations.NullMarked;
