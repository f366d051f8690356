/** Tests of the Connect client's parsing. */
@NullMarked
package io.lockweir.stack.connect;

import org.jspecify.annotations.NullMarked;
