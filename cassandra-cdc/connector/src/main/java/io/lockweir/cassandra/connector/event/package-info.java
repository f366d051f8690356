/**
 * From a decoded update to Connect schemas and records. Knows no files and no driver. Start at {@link
 * io.lockweir.cassandra.connector.event.DeltaEvents}.
 */
@NullMarked
package io.lockweir.cassandra.connector.event;

import org.jspecify.annotations.NullMarked;
