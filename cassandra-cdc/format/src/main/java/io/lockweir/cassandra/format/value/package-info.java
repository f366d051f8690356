/**
 * From bytes to Java values, only when somebody asks. Knows types and slices, no mutations. Start at {@link
 * io.lockweir.cassandra.format.value.CqlValues}.
 */
@NullMarked
package io.lockweir.cassandra.format.value;

import org.jspecify.annotations.NullMarked;
