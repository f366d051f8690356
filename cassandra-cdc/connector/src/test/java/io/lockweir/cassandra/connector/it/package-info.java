/** The task on real nodes. Start at {@link io.lockweir.cassandra.connector.it.OperationsIT}. */
@NullMarked
package io.lockweir.cassandra.connector.it;

import org.jspecify.annotations.NullMarked;
