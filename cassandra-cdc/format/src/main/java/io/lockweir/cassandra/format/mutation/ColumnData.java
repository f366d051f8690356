package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.schema.Column;

/** What a mutation writes to one column of one row. */
public sealed interface ColumnData permits Cell, ComplexCells {

    Column column();
}
