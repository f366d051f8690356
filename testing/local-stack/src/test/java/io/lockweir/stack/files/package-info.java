/** Tests of the files that servers read. */
@NullMarked
package io.lockweir.stack.files;

import org.jspecify.annotations.NullMarked;
