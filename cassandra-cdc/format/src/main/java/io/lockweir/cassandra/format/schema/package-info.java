/**
 * Tables and CQL types as plain values, made by whoever knows the schema (the driver, the log's own DDL, a test). Knows no bytes
 * of the log and no connection. Start at {@link io.lockweir.cassandra.format.schema.TableSchema}.
 */
@NullMarked
package io.lockweir.cassandra.format.schema;

import org.jspecify.annotations.NullMarked;
