/** Tests. */
@NullMarked
package io.lockweir.registry.rule;

import org.jspecify.annotations.NullMarked;
