/**
 * A table stopped on purpose: the reasons, the id an operator quotes, and the answers {@code replay} and
 * {@code accept}. Pure; other tables go on. Start at {@code Hold}.
 */
@NullMarked
package io.lockweir.sink.hold;

import org.jspecify.annotations.NullMarked;
