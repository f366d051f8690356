/**
 * What a running connector tells by JMX. Knows no Kafka, no schema and no values. Start at {@link
 * io.lockweir.cassandra.connector.metrics.SourceMetricsMXBean}.
 */
@NullMarked
package io.lockweir.cassandra.connector.metrics;

import org.jspecify.annotations.NullMarked;
