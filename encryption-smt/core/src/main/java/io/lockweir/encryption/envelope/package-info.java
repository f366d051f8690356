/**
 * The bytes around a ciphertext: magic, suite, data key id, text form, associated data. Must not know keys or ciphers. Start at
 * {@link io.lockweir.encryption.envelope.EnvelopeHeader}.
 */
@NullMarked
package io.lockweir.encryption.envelope;

import org.jspecify.annotations.NullMarked;
