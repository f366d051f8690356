/**
 * Keeps the documents true: generated reference pages, links, connector examples, the worked examples of the wire format,
 * and what must not stand in any file. Nothing here is shipped. Start at {@link io.lockweir.reference.Repository}.
 */
@NullMarked
package io.lockweir.reference;

import org.jspecify.annotations.NullMarked;
