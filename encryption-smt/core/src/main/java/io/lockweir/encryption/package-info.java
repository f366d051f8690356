/**
 * Front door of the encryption engine: bind a field once, then encrypt or decrypt its values. Knows no Kafka, no Connect and no
 * cloud SDK. Start at {@link io.lockweir.encryption.EncryptionEngine}.
 */
@NullMarked
package io.lockweir.encryption;

import org.jspecify.annotations.NullMarked;
