/**
 * What the server must be ready for before the connector starts: read in one connection, judged by pure functions, reported per
 * configuration key. Changes nothing on the server. Start at {@link io.lockweir.postgres.preflight.Preflight}.
 */
@NullMarked
package io.lockweir.postgres.preflight;

import org.jspecify.annotations.NullMarked;
