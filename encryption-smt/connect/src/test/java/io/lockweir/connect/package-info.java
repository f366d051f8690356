/** The two transforms as a Connect worker runs them, on hand-made records and through JSON. */
@NullMarked
package io.lockweir.connect;

import org.jspecify.annotations.NullMarked;
