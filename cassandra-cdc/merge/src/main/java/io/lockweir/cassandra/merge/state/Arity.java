package io.lockweir.cassandra.merge.state;

/** Whether a column has one cell, or one for each element. */
enum Arity {
    SIMPLE,
    COMPLEX
}
