/**
 * What every part of the decoder shares: slices of the log's bytes and positions in it. Knows the JDK alone. Start at
 * {@code log.SegmentReader} for entries, {@code mutation.MutationDecoder} for what they say.
 */
@NullMarked
package io.lockweir.cassandra.format;

import org.jspecify.annotations.NullMarked;
