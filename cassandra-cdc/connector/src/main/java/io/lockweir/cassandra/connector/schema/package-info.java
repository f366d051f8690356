/**
 * Tables by id, from the driver at the start and from the log's own {@code system_schema} writes after. Knows no events. Start at {@link
 * io.lockweir.cassandra.connector.schema.Schemas}.
 */
@NullMarked
package io.lockweir.cassandra.connector.schema;

import org.jspecify.annotations.NullMarked;
