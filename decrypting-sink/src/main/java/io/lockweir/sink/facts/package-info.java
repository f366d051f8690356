/**
 * What a snapshot says about itself: the {@code lockweir.*} entries of its summary and the identity that every record
 * read was written, deleted, filtered or quarantined. Never a value of a record. Start at {@code SliceFacts}.
 */
@NullMarked
package io.lockweir.sink.facts;

import org.jspecify.annotations.NullMarked;
