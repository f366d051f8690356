/**
 * How the engine says no. Every layer may use it, it knows none of them. Start at
 * {@link io.lockweir.encryption.failure.EnvelopeException}.
 */
@NullMarked
package io.lockweir.encryption.failure;

import org.jspecify.annotations.NullMarked;
