package io.lockweir.postgres.preflight;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.lockweir.postgres.preflight.ServerFacts.Publication;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the publication exists, or can be made, and holds the captured tables. */
final class PublicationChecks {

    private static final String NAME = PostgresConnectorConfig.PUBLICATION_NAME.name();
    private static final String MODE = PostgresConnectorConfig.PUBLICATION_AUTOCREATE_MODE.name();

    private PublicationChecks() {}

    static void judge(Plan plan, ServerFacts facts, List<Table> captured, List<Finding> findings) {
        switch (plan.autocreate()) {
            case "disabled" -> existing(plan, facts, captured, findings);
            case "filtered" -> filtered(plan, facts, captured, findings);
            case "all_tables" -> allTables(plan, facts, findings);
            default -> {
                // no_tables: the owner fills the publication later.
            }
        }
    }

    private static void existing(Plan plan, ServerFacts facts, List<Table> captured, List<Finding> findings) {
        if (facts.publication().isEmpty()) {
            findings.add(new Finding(
                    NAME,
                    "Publication '" + plan.publication() + "' does not exist and " + MODE
                            + "=disabled. As the tables' owner: " + create(plan, captured)));
            return;
        }
        Publication publication = facts.publication().get();
        List<Table> missing = captured.stream()
                .filter(table -> !publication.tables().contains(table.qualified()))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(new Finding(
                    NAME,
                    "Publication '" + plan.publication() + "' lacks " + Checks.names(missing)
                            + ": changes there would never arrive. As the tables' owner: ALTER PUBLICATION \""
                            + plan.publication()
                            + "\" ADD TABLE ..., or leave the tables out of " + Plan.tablesKey() + "."));
        }
    }

    private static void filtered(Plan plan, ServerFacts facts, List<Table> captured, List<Finding> findings) {
        if (facts.publication().isPresent() && facts.publication().get().allTables()) {
            findings.add(new Finding(
                    NAME,
                    "Publication '" + plan.publication() + "' is for all tables, which " + MODE
                            + "=filtered cannot narrow. Set " + MODE
                            + "=all_tables to use it as it is, or choose another name."));
            return;
        }
        Set<String> wanted = captured.stream().map(Table::qualified).collect(Collectors.toSet());
        boolean asWanted = facts.publication().isPresent()
                && facts.publication().get().tables().equals(wanted);
        if (asWanted || captured.isEmpty() || facts.superuser()) {
            return;
        }
        List<Table> foreign = captured.stream().filter(table -> !table.owned()).toList();
        if (!foreign.isEmpty()) {
            findings.add(new Finding(
                    MODE,
                    "User '" + facts.user() + "' cannot put " + Checks.names(foreign) + " into publication '"
                            + plan.publication()
                            + "', since it does not own them. As the owner: " + create(plan, captured) + " Then set "
                            + MODE
                            + "=disabled."));
        } else if (facts.publication().isEmpty() && !facts.mayCreate()) {
            findings.add(new Finding(
                    MODE,
                    "User '" + facts.user() + "' cannot create publication '" + plan.publication()
                            + "'. GRANT CREATE ON DATABASE \""
                            + facts.database() + "\" TO \"" + facts.user() + "\", or create it as the owner and set "
                            + MODE
                            + "=disabled."));
        }
    }

    private static void allTables(Plan plan, ServerFacts facts, List<Finding> findings) {
        if (facts.publication().isEmpty() && !facts.superuser()) {
            findings.add(new Finding(
                    MODE,
                    "Publication '" + plan.publication()
                            + "' does not exist, and only a superuser can create one for all tables. Set " + MODE
                            + "=filtered, or create it as a superuser."));
        }
    }

    private static String create(Plan plan, List<Table> captured) {
        return "CREATE PUBLICATION \"" + plan.publication() + "\" FOR TABLE "
                + (captured.isEmpty() ? "..." : Checks.names(captured)) + ";";
    }
}
