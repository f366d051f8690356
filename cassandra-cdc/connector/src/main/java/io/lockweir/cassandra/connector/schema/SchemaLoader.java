package io.lockweir.cassandra.connector.schema;

/** Reads {@code system_schema} of a node whole. */
@FunctionalInterface
interface SchemaLoader {
    SystemRows load();
}
