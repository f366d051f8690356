@NullMarked
package io.lockweir.registry.tag;

import org.jspecify.annotations.NullMarked;
