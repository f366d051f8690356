/**
 * What must be so on the node before a task may start. Start at {@link io.lockweir.cassandra.connector.preflight.Preflight}.
 */
@NullMarked
package io.lockweir.cassandra.connector.preflight;

import org.jspecify.annotations.NullMarked;
