/** Reads the container definitions; needs no Docker engine. */
@NullMarked
package io.lockweir.stack.container;

import org.jspecify.annotations.NullMarked;
