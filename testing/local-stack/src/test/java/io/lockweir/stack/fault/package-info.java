/** Tests of the proxy against a small HTTP server. */
@NullMarked
package io.lockweir.stack.fault;

import org.jspecify.annotations.NullMarked;
