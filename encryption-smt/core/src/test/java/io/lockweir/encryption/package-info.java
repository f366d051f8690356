/** Tests of the whole engine: frozen fixtures, tampering, fuzzing, threads, leaks, layering. */
@NullMarked
package io.lockweir.encryption;

import org.jspecify.annotations.NullMarked;
