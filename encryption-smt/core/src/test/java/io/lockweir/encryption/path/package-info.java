/** Tests of field paths. */
@NullMarked
package io.lockweir.encryption.path;

import org.jspecify.annotations.NullMarked;
