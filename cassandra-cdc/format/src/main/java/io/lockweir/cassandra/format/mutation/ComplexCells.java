package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.schema.Column;
import java.util.List;

/**
 * What a mutation writes to a collection or user type that is not frozen.
 *
 * @param deletion of what was there, or {@link Deletion#NONE}. To overwrite is to delete at one microsecond before the cells' timestamp
 * @param cells each with a path, in the order of the paths; may be none
 */
public record ComplexCells(Column column, Deletion deletion, List<Cell> cells) implements ColumnData {}
