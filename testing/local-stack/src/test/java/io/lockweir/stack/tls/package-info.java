/** Tests of the certificates. */
@NullMarked
package io.lockweir.stack.tls;

import org.jspecify.annotations.NullMarked;
