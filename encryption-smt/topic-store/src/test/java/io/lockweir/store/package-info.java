/** Tests of the topics that hold keys. */
@NullMarked
package io.lockweir.store;

import org.jspecify.annotations.NullMarked;
