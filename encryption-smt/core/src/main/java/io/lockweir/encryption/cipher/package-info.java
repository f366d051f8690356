/**
 * The primitives, each bound to one key and one thread: AES-256-GCM, AES-256-SIV, HKDF. Must not know where keys come from.
 * Start at {@link io.lockweir.encryption.cipher.Opener}.
 */
@NullMarked
package io.lockweir.encryption.cipher;

import org.jspecify.annotations.NullMarked;
