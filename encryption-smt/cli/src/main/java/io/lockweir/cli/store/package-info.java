/**
 * Work on the records of a store of data keys. Must not know a command, Kafka or a key service's driver. Start at
 * {@link io.lockweir.cli.store.Rewrapping}.
 */
@NullMarked
package io.lockweir.cli.store;

import org.jspecify.annotations.NullMarked;
