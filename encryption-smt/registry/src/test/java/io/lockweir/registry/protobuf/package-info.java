/** Tests. */
@NullMarked
package io.lockweir.registry.protobuf;

import org.jspecify.annotations.NullMarked;
