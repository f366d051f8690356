/**
 * Spark with Iceberg's own procedures, as a lake's owner runs it beside the sink: compacts and expires, then reads the tables. Start
 * with {@link io.lockweir.stack.servers.spark.SparkLake}. Knows nothing of the sink.
 */
@NullMarked
package io.lockweir.stack.servers.spark;

import org.jspecify.annotations.NullMarked;
