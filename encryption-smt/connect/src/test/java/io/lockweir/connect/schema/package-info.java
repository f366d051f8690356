/** Schemas and values at the engine's border. */
@NullMarked
package io.lockweir.connect.schema;

import org.jspecify.annotations.NullMarked;
