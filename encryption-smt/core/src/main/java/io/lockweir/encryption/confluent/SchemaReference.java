package io.lockweir.encryption.confluent;

import java.util.UUID;

/** How a record names its writer's schema. */
public sealed interface SchemaReference {

    /**
     * By the number that a registry gave it, in a prefix.
     *
     * @param id as the registry has it
     */
    record Id(int id) implements SchemaReference {}

    /**
     * By its globally unique id, in a record header.
     *
     * @param guid as the registry has it
     */
    record Guid(UUID guid) implements SchemaReference {}
}
