/** Events of decoded and merged updates. Start at {@link io.lockweir.cassandra.connector.event.FullEventsTest}. */
@NullMarked
package io.lockweir.cassandra.connector.event;

import org.jspecify.annotations.NullMarked;
