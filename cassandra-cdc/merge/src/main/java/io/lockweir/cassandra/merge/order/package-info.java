/**
 * Cassandra's order of clustering values, as bytes: keys whose unsigned order is the order of the rows in a partition. Knows types and
 * values, no rows and no state. Start at {@link io.lockweir.cassandra.merge.order.ClusteringOrder}.
 */
@NullMarked
package io.lockweir.cassandra.merge.order;

import org.jspecify.annotations.NullMarked;
