/** The walk over one record, with hand-made policies. */
@NullMarked
package io.lockweir.connect.record;

import org.jspecify.annotations.NullMarked;
