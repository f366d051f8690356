/**
 * From files to entries: names, headers, the chain of sync markers, checksums, compressed sections. Knows no schema. Start at
 * {@link io.lockweir.cassandra.format.log.SegmentReader}.
 */
@NullMarked
package io.lockweir.cassandra.format.log;

import org.jspecify.annotations.NullMarked;
