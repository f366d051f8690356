/**
 * Connections to the servers of one cluster: which server, with which credentials, over which TLS, and what a failure means.
 * Knows nothing of slots, publications or records. Start at
 * {@link io.lockweir.postgres.connection.AuroraConnectionFactory}.
 */
@NullMarked
package io.lockweir.postgres.connection;

import org.jspecify.annotations.NullMarked;
