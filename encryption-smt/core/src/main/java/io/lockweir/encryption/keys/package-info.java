/**
 * Where data keys come from, who may use them and how often. Must not know fields or policies. Start at
 * {@link io.lockweir.encryption.keys.KeySource}.
 */
@NullMarked
package io.lockweir.encryption.keys;

import org.jspecify.annotations.NullMarked;
