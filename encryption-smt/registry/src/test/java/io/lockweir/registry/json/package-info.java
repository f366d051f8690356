/** Tests. */
@NullMarked
package io.lockweir.registry.json;

import org.jspecify.annotations.NullMarked;
