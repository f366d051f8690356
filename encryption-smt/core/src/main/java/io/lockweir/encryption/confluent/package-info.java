/**
 * The bytes of Confluent's client-side field and payload encryption: data keys, ciphertexts, framing. Must not know the registry, rules
 * or records. Start at {@link io.lockweir.encryption.confluent.BlobFormat}; formats: docs/confluent.md.
 */
@NullMarked
package io.lockweir.encryption.confluent;

import org.jspecify.annotations.NullMarked;
