package io.lockweir.cassandra.connector.state;

import java.util.List;
import java.util.Optional;

/**
 * What a state topic holds beside the rows.
 *
 * @param marker of the last checkpoint; empty if there is none
 * @param progress how far tables were read from the node; empty for not at all
 * @param untold rows of the last reading, in their order, that were perhaps not told
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Restored(Optional<Marker> marker, byte[] progress, List<Reread> untold) {}
