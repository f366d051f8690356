/**
 * Where a connection's user and password come from. Knows no configuration keys and opens no connection. Start at
 * {@link io.lockweir.postgres.auth.CredentialProvider}.
 */
@NullMarked
package io.lockweir.postgres.auth;

import org.jspecify.annotations.NullMarked;
