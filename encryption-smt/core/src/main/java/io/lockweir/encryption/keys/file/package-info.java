/**
 * The store of data keys in a file, for tests and for trying things out on one machine. Knows the SPI of
 * {@link io.lockweir.encryption.keys.DekStore} only. Start at {@link io.lockweir.encryption.keys.file.FileDekStore}.
 */
@NullMarked
package io.lockweir.encryption.keys.file;

import org.jspecify.annotations.NullMarked;
