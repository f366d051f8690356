/** Tests of processes without a server. */
@NullMarked
package io.lockweir.stack.process;

import org.jspecify.annotations.NullMarked;
