/**
 * The Iceberg side: tables made up front through the REST catalog, and their rows read back file by file. Knows nothing of
 * Kafka or PostgreSQL. Start with {@link io.lockweir.demo.lake.Lake}.
 */
@NullMarked
package io.lockweir.demo.lake;

import org.jspecify.annotations.NullMarked;
