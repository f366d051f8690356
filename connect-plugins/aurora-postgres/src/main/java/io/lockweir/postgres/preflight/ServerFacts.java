package io.lockweir.postgres.preflight;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server says of itself, of the user and of what the connector asks for.
 *
 * @param user the connector's user
 * @param superuser whether it is a superuser
 * @param mayReplicate whether it may open replication connections
 * @param mayCreate whether it may create objects such as publications in the database
 * @param database the database
 * @param walLevel the server's {@code wal_level}
 * @param slotsInUse replication slots in use on the server
 * @param slotsAtMost the server's {@code max_replication_slots}
 * @param slot the slot of the connector's name, if there is one
 * @param publication the publication of the connector's name, if there is one
 * @param tables the user tables of the database
 */
record ServerFacts(
        String user,
        boolean superuser,
        boolean mayReplicate,
        boolean mayCreate,
        String database,
        String walLevel,
        int slotsInUse,
        int slotsAtMost,
        Optional<Slot> slot,
        Optional<Publication> publication,
        List<Table> tables) {

    ServerFacts {
        tables = List.copyOf(tables);
    }

    /**
     * A replication slot.
     *
     * @param decoder its decoding plugin; empty for a physical slot
     * @param database its database; empty for a physical slot
     * @param lost whether the server removed WAL that the slot needs
     */
    record Slot(String decoder, String database, boolean lost) {}

    /**
     * A publication.
     *
     * @param allTables whether it is for all tables
     * @param tables the qualified names of its tables
     */
    record Publication(boolean allTables, Set<String> tables) {

        Publication {
            tables = Set.copyOf(tables);
        }
    }
}
