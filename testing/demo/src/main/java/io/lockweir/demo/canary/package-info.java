/**
 * Canaries: values planted in every encrypted column, and the search for them in files. Knows formats (log segments, Avro,
 * gzip) but no server. Start with {@link io.lockweir.demo.canary.LeakScan}.
 */
@NullMarked
package io.lockweir.demo.canary;

import org.jspecify.annotations.NullMarked;
