/**
 * Tink keysets in files: made, extended, promoted, listed. Must not know a command. Start at
 * {@link io.lockweir.cli.keyset.KeysetDocument}.
 */
@NullMarked
package io.lockweir.cli.keyset;

import org.jspecify.annotations.NullMarked;
