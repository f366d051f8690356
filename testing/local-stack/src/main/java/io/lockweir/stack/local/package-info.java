/**
 * The services as JVMs and native processes of this machine. Start at {@link io.lockweir.stack.local.LocalProvider}.
 */
@NullMarked
package io.lockweir.stack.local;

import org.jspecify.annotations.NullMarked;
