/**
 * What is encrypted: the engine's own small data model at its border and its exact byte form. Must not know keys or ciphers.
 * Start at {@link io.lockweir.encryption.value.ValueSchema}.
 */
@NullMarked
package io.lockweir.encryption.value;

import org.jspecify.annotations.NullMarked;
