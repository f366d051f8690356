/**
 * Our decoder beside Cassandra's own: the same random logs, read by both, compared as text. Start at {@link
 * io.lockweir.cassandra.format.oracle.OracleIT}.
 */
@NullMarked
package io.lockweir.cassandra.format.oracle;

import org.jspecify.annotations.NullMarked;
