@NullMarked
package io.lockweir.registry.record;

import org.jspecify.annotations.NullMarked;
