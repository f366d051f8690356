/**
 * What an entry of the log says: one mutation, its partition updates, their rows and cells. Knows the schema, not files. Start at
 * {@link io.lockweir.cassandra.format.mutation.Decoded}.
 */
@NullMarked
package io.lockweir.cassandra.format.mutation;

import org.jspecify.annotations.NullMarked;
