/**
 * The Connect plugins: {@code EncryptFields}, {@code DecryptFields}, their configuration and the shared key source
 * configuration. Everything about one record happens in {@code record}.
 */
@NullMarked
package io.lockweir.connect;

import org.jspecify.annotations.NullMarked;
