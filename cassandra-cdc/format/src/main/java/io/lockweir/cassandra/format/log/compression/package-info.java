/**
 * How sections of a compressed log become plain. Knows nothing of what is in them. Start at {@link
 * io.lockweir.cassandra.format.log.compression.SectionCodecs}.
 */
@NullMarked
package io.lockweir.cassandra.format.log.compression;

import org.jspecify.annotations.NullMarked;
