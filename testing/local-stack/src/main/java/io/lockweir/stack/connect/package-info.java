/**
 * The REST interface of a Connect worker. Start at {@link io.lockweir.stack.connect.ConnectClient}.
 */
@NullMarked
package io.lockweir.stack.connect;

import org.jspecify.annotations.NullMarked;
