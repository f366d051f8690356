/** Tests. */
@NullMarked
package io.lockweir.registry;

import org.jspecify.annotations.NullMarked;
