package io.lockweir.postgres.preflight;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges a server's facts against a plan. */
final class Checks {

    private static final String SLOT_NAME = PostgresConnectorConfig.SLOT_NAME.name();
    private static final int SHOWN = 5;

    private Checks() {}

    static List<Finding> judge(Plan plan, ServerFacts facts) {
        List<Finding> findings = new ArrayList<>();
        walLevel(facts, findings);
        replication(facts, findings);
        slot(plan, facts, findings);
        List<Table> captured = facts.tables().stream().filter(plan.captured()).toList();
        tables(plan, facts, captured, findings);
        if (plan.usesPublication()) {
            PublicationChecks.judge(plan, facts, captured, findings);
        }
        return findings;
    }

    private static void walLevel(ServerFacts facts, List<Finding> findings) {
        if (!facts.walLevel().equals("logical")) {
            findings.add(new Finding(
                    SLOT_NAME,
                    "The server's wal_level is '" + facts.walLevel()
                            + "', so that no logical slot can be read. Aurora: set "
                            + "rds.logical_replication=1 in the cluster parameter group and restart the writer; PostgreSQL: set "
                            + "wal_level=logical and restart."));
        }
    }

    private static void replication(ServerFacts facts, List<Finding> findings) {
        if (!facts.mayReplicate()) {
            findings.add(new Finding(
                    RelationalDatabaseConnectorConfig.USER.name(),
                    "User '" + facts.user() + "' may not replicate. Aurora: GRANT rds_replication TO \"" + facts.user()
                            + "\"; PostgreSQL: ALTER ROLE \"" + facts.user() + "\" REPLICATION."));
        }
    }

    private static void slot(Plan plan, ServerFacts facts, List<Finding> findings) {
        if (facts.slot().isEmpty()) {
            if (facts.slotsInUse() >= facts.slotsAtMost()) {
                findings.add(new Finding(
                        SLOT_NAME,
                        "Slot '" + plan.slot() + "' does not exist and cannot be made: all " + facts.slotsAtMost()
                                + " slots are in use. Drop an unused one or raise max_replication_slots."));
            }
            return;
        }
        ServerFacts.Slot slot = facts.slot().get();
        if (!slot.decoder().equals(plan.decoder()) || !slot.database().equals(facts.database())) {
            String found = slot.decoder().isEmpty()
                    ? "a physical slot"
                    : "for decoder '" + slot.decoder() + "' of database '" + slot.database() + "'";
            findings.add(new Finding(
                    SLOT_NAME,
                    "Slot '" + plan.slot() + "' exists, but is " + found + ", not for decoder '" + plan.decoder()
                            + "' of database '" + facts.database() + "'. Choose another name."));
        } else if (slot.lost()) {
            findings.add(new Finding(
                    SLOT_NAME,
                    "The server has removed WAL that slot '" + plan.slot()
                            + "' needs (wal_status=lost): changes are missing. "
                            + "Drop the slot, raise max_slot_wal_keep_size, and take a new snapshot."));
        }
    }

    private static void tables(Plan plan, ServerFacts facts, List<Table> captured, List<Finding> findings) {
        if (captured.isEmpty()) {
            // With another mode the publication may take in tables that are made later.
            if (plan.usesPublication() && plan.autocreate().equals("filtered")) {
                findings.add(
                        new Finding(
                                Plan.tablesKey(),
                                "The table filters match none of the "
                                        + facts.tables().size() + " tables of database '" + facts.database()
                                        + "'. Write schema.table (regular expressions over the whole name), and create the tables first."));
            }
            return;
        }
        List<Table> unreadable =
                captured.stream().filter(table -> !table.readable()).toList();
        if (plan.readsTables() && !unreadable.isEmpty()) {
            findings.add(new Finding(
                    Plan.tablesKey(),
                    "User '" + facts.user() + "' may not read " + names(unreadable)
                            + ", which the snapshot needs. GRANT USAGE on the schema and SELECT on the tables, or set "
                            + "snapshot.mode=no_data."));
        }
    }

    /** The first few names, and how many more. */
    static String names(List<Table> tables) {
        String first = tables.stream().limit(SHOWN).map(Table::qualified).collect(Collectors.joining(", "));
        return tables.size() <= SHOWN ? first : first + " and " + (tables.size() - SHOWN) + " more";
    }
}
