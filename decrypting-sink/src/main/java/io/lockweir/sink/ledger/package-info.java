/**
 * What the snapshots of a sink hold, told to a Kafka topic that is only appended to. The tables say what is still to be
 * told; knows nothing of rows. Start at {@code TableLedger}.
 */
@NullMarked
package io.lockweir.sink.ledger;

import org.jspecify.annotations.NullMarked;
