/** Tests. */
@NullMarked
package io.lockweir.registry.avro;

import org.jspecify.annotations.NullMarked;
