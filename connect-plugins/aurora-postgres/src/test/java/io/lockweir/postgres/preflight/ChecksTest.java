package io.lockweir.postgres.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.postgres.preflight.ServerFacts.Publication;
import io.lockweir.postgres.preflight.ServerFacts.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static final Table CUSTOMERS = new Table("public", "customers", true, true);
    private static final Table ACCOUNTS = new Table("public", "accounts", true, true);
    private static final Table SECRET = new Table("public", "accounts", false, false);

    @Test
    void aServerThatIsReadyHasNoFindings() {
        assertThat(Checks.judge(plan("filtered"), new Facts().build())).isEmpty();
    }

    @Test
    void walLevel() {
        Facts facts = new Facts();
        facts.walLevel = "replica";
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .containsExactly(
                        new Finding(
                                "slot.name",
                                "The server's wal_level is 'replica', so that no logical slot can be read. Aurora: set rds.logical_replication=1 in "
                                        + "the cluster parameter group and restart the writer; PostgreSQL: set wal_level=logical and restart."));
    }

    @Test
    void theRightToReplicate() {
        Facts facts = new Facts();
        facts.mayReplicate = false;
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .containsExactly(new Finding(
                        "database.user",
                        "User 'cdc' may not replicate. Aurora: GRANT rds_replication TO \"cdc\"; PostgreSQL: ALTER ROLE \"cdc\" "
                                + "REPLICATION."));
    }

    @Test
    void slots() {
        Facts full = new Facts();
        full.slotsInUse = 10;
        assertThat(Checks.judge(plan("filtered"), full.build()))
                .containsExactly(new Finding(
                        "slot.name",
                        "Slot 'lockweir' does not exist and cannot be made: all 10 slots are in use. Drop an unused one or raise "
                                + "max_replication_slots."));
        full.slot = Optional.of(new Slot("pgoutput", "bank", false));
        assertThat(Checks.judge(plan("filtered"), full.build())).isEmpty();

        Facts foreign = new Facts();
        foreign.slot = Optional.of(new Slot("wal2json", "bank", false));
        assertThat(Checks.judge(plan("filtered"), foreign.build()))
                .containsExactly(new Finding(
                        "slot.name",
                        "Slot 'lockweir' exists, but is for decoder 'wal2json' of database 'bank', not for decoder 'pgoutput' of database "
                                + "'bank'. Choose another name."));

        Facts lost = new Facts();
        lost.slot = Optional.of(new Slot("pgoutput", "bank", true));
        assertThat(Checks.judge(plan("filtered"), lost.build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("The server has removed WAL that slot 'lockweir' needs"));
    }

    @Test
    void tablesThatNobodySees() {
        Facts facts = new Facts();
        facts.tables = List.of(new Table("audit", "changes", true, true));
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .containsExactly(new Finding(
                        "table.include.list",
                        "The table filters match none of the 1 tables of database 'bank'. Write schema.table (regular expressions over the "
                                + "whole name), and create the tables first."));
        assertThat(Checks.judge(plan("all_tables"), facts.build())).hasSize(1);
    }

    @Test
    void tablesThatTheUserMayNotRead() {
        Facts facts = new Facts();
        facts.tables = List.of(CUSTOMERS, SECRET);
        facts.publication = Optional.of(new Publication(false, Set.of("public.customers", "public.accounts")));
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .containsExactly(new Finding(
                        "table.include.list",
                        "User 'cdc' may not read public.accounts, which the snapshot needs. GRANT USAGE on the schema and SELECT on the "
                                + "tables, or set snapshot.mode=no_data."));
    }

    @Test
    void aPublicationThatTheUserCannotMake() {
        Facts facts = new Facts();
        facts.tables = List.of(CUSTOMERS, new Table("public", "accounts", true, false));
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .containsExactly(new Finding(
                        "publication.autocreate.mode",
                        "User 'cdc' cannot put public.accounts into publication 'pub', since it does not own them. As the owner: CREATE "
                                + "PUBLICATION \"pub\" FOR TABLE public.customers, public.accounts; Then set "
                                + "publication.autocreate.mode=disabled."));
        facts.superuser = true;
        assertThat(Checks.judge(plan("filtered"), facts.build())).isEmpty();

        Facts mayNotCreate = new Facts();
        mayNotCreate.mayCreate = false;
        assertThat(Checks.judge(plan("filtered"), mayNotCreate.build()))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("GRANT CREATE ON DATABASE \"bank\" TO \"cdc\""));
        assertThat(Checks.judge(plan("all_tables"), new Facts().build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("only a superuser"));
    }

    @Test
    void aPublicationThatIsNotAsAsked() {
        Facts facts = new Facts();
        assertThat(Checks.judge(plan("disabled"), facts.build()))
                .containsExactly(new Finding(
                        "publication.name",
                        "Publication 'pub' does not exist and publication.autocreate.mode=disabled. As the tables' owner: CREATE PUBLICATION "
                                + "\"pub\" FOR TABLE public.customers, public.accounts;"));
        facts.publication = Optional.of(new Publication(false, Set.of("public.customers")));
        assertThat(Checks.judge(plan("disabled"), facts.build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("Publication 'pub' lacks public.accounts: changes there would never arrive."));
        facts.publication = Optional.of(new Publication(true, Set.of("public.customers", "public.accounts")));
        assertThat(Checks.judge(plan("disabled"), facts.build())).isEmpty();
        assertThat(Checks.judge(plan("filtered"), facts.build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("which publication.autocreate.mode=filtered cannot narrow"));
    }

    private static Plan plan(String autocreate) {
        return new Plan(
                "lockweir",
                "pgoutput",
                "pub",
                autocreate,
                true,
                table -> table.schema().equals("public"));
    }

    private static final class Facts {
        private boolean superuser;
        private boolean mayReplicate = true;
        private boolean mayCreate = true;
        private String walLevel = "logical";
        private int slotsInUse = 1;
        private Optional<Slot> slot = Optional.empty();
        private Optional<Publication> publication = Optional.empty();
        private List<Table> tables = List.of(CUSTOMERS, ACCOUNTS);

        private ServerFacts build() {
            return new ServerFacts(
                    "cdc",
                    superuser,
                    mayReplicate,
                    mayCreate,
                    "bank",
                    walLevel,
                    slotsInUse,
                    10,
                    slot,
                    publication,
                    tables);
        }
    }
}
