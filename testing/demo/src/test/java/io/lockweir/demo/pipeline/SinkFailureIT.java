package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.topics.RegistryAvro;
import io.lockweir.stack.CatalogRequest;
import io.lockweir.stack.CatalogRequest.PathKind;
import io.lockweir.stack.CatalogService;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.connect.ConnectRestException;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultRule;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.fault.ProxiedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.iceberg.types.Types;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each broken input gives the documented error, and once its cause is corrected every change is there exactly once. */
class SinkFailureIT {
    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void wrongKeyHoldsTheTablesUntilTheKeyIsThere() throws Exception {
        Path other = PipelineStack.WORK.resolve("other-keyset.json");
        KeysetFile.write(other);
        try (SinkScenario scenario = scenario("wrongkey").withTables().withRecords()) {
            scenario.start(scenario.sink().with(Map.of("keyset.file", other.toString())));
            assertThat(scenario.failure()).contains("HOLD bad-record-", "UNKNOWN_KEY at wrongkey.public.");
            assertThat(scenario.lake().rows()).isZero();
            scenario.restart(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void flippedCiphertextByteHoldsOrGoesToTheDeadLetterQueue() throws Exception {
        try (SinkScenario scenario = scenario("flipped").withTables()) {
            scenario.withRecords(tampering("card_transactions", "card_number", Tampering::flipped));
            scenario.start(scenario.sink());
            scenario.awaitLog("HOLD bad-record-\\w+ of table flipped.card_transactions: TAG_MISMATCH at"
                    + " flipped.public.card_transactions-\\d offset \\d+: .*no dead-letter queue");
            scenario.restart(scenario.sink()
                    .with(Map.of(
                            "errors.tolerance",
                            "all",
                            "errors.deadletterqueue.topic.name",
                            "flipped-dead-letters",
                            "errors.deadletterqueue.topic.replication.factor",
                            "1")));
            scenario.assertExactBut(1);
        }
    }

    @Test
    void clearTextWhereCiphertextIsExpectedHoldsAndIsNeverCopied() throws Exception {
        String clear = "clear text for the test";
        try (SinkScenario scenario = scenario("cleartext").withTables()) {
            scenario.withRecords(tampering("customers", "full_name", any -> clear));
            ConnectorFile tolerant = scenario.sink()
                    .with(Map.of(
                            "errors.tolerance",
                            "all",
                            "errors.deadletterqueue.topic.name",
                            "cleartext-dead-letters",
                            "errors.deadletterqueue.topic.replication.factor",
                            "1"));
            scenario.start(tolerant);
            String hold = scenario.awaitLog("HOLD (bad-record-\\w+) of table cleartext.customers: CLEAR_TEXT at")
                    .group(1);
            assertThat(scenario.logged()).doesNotContain(clear);
            scenario.restart(tolerant.with(Map.of("hold." + hold, "accept")));
            scenario.assertExactBut(1);
        }
    }

    @Test
    void missingTableFailsTheStart() throws Exception {
        try (SinkScenario scenario = scenario("notable").withTables().withRecords()) {
            scenario.lake().drop("accounts");
            scenario.start(scenario.sink());
            assertThat(scenario.failure())
                    .contains("table notable.accounts does not exist; create it, the sink never does");
            scenario.lake().create(BankTable.ACCOUNTS, "accounts");
            scenario.restart(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void extraColumnHoldsTheTableUntilTheTableHasIt() throws Exception {
        try (SinkScenario scenario = scenario("extra").withTables().withRecords()) {
            scenario.lake()
                    .table("card_transactions")
                    .updateSchema()
                    .deleteColumn("exchange_rate")
                    .commit();
            scenario.start(scenario.sink());
            scenario.awaitLog(
                    "HOLD bad-record-\\w+ of table extra.card_transactions: UNKNOWN_FIELD at .*exchange_rate");
            scenario.lake()
                    .table("card_transactions")
                    .updateSchema()
                    .addColumn("exchange_rate", Types.DoubleType.get())
                    .commit();
            scenario.restart(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void unmatchedTopicFailsTheStart() throws Exception {
        try (SinkScenario scenario = scenario("unmatched").withTables().withRecords()) {
            scenario.start(scenario.sink().with(Map.of("mapping.regex", "unmatched\\.public\\.(customers|accounts)")));
            assertThat(scenario.failure())
                    .contains("The topic unmatched.public.card_transactions is mapped to no table; add it to"
                            + " mapping.topics or mapping.regex");
            scenario.restart(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void unknownKeyIsRefusedBeforeAnythingStarts() throws Exception {
        try (SinkScenario scenario = scenario("unknownkey").withTables().withRecords()) {
            ConnectorFile misspelt = scenario.sink().with(Map.of("comit.interval.ms", "1000"));
            assertThatThrownBy(() -> scenario.start(misspelt))
                    .isInstanceOf(ConnectRestException.class)
                    .hasMessageContaining("Unknown key comit.interval.ms: correct or remove it.");
            scenario.start(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void toleranceWithoutDeadLetterQueueIsRefused() throws Exception {
        try (SinkScenario scenario = scenario("tolerance").withTables().withRecords()) {
            ConnectorFile tolerant = scenario.sink().with(Map.of("errors.tolerance", "all"));
            assertThatThrownBy(() -> scenario.start(tolerant))
                    .isInstanceOf(ConnectRestException.class)
                    .hasMessageContaining("errors.tolerance=all without a dead-letter queue loses records");
            scenario.start(tolerant.with(Map.of(
                    "errors.deadletterqueue.topic.name",
                    "tolerance-dead-letters",
                    "errors.deadletterqueue.topic.replication.factor",
                    "1")));
            scenario.assertExact();
        }
    }

    @Test
    void catalogThatIsDownForAWhileOnlyDelays() throws Exception {
        try (SinkScenario scenario = scenario("catalogdown").withTables().withRecords()) {
            proxy().refuse();
            scenario.start(scenario.sink());
            scenario.awaitLog("left out, the catalog cannot be asked");
            Awaitility.await()
                    .pollDelay(Duration.ofMinutes(1))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> true);
            proxy().resume();
            scenario.assertExact();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 401, 500})
    void commitAnsweredWithAnErrorAfterItWasAppliedIsFoundInTheTable(int status) throws Exception {
        try (SinkScenario scenario = scenario("applied" + status).withTables().withRecords()) {
            FaultRule first = proxy().once(ProxiedRequest.tableCommit(), new Fault.AnswerAfterApplying(status));
            scenario.start(scenario.sink());
            scenario.assertExact();
            assertThat(first.fired()).isEqualTo(1);
        }
    }

    @Test
    void workerKilledBeforeTheFirstCommitEverLosesNothing() throws Exception {
        try (SinkScenario scenario = scenario("firstcommit").withTables().withRecords()) {
            ConnectorFile late = scenario.sink().with(Map.of("commit.interval.ms", "600000"));
            scenario.start(late);
            Awaitility.await()
                    .atMost(SinkScenario.PATIENCE)
                    .until(() -> STACK.stack().connect().status(late.name()).running());
            Awaitility.await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(scenario.lake().rows()).isZero();
            STACK.stack().connect().kill();
            STACK.stack().connect().restart();
            scenario.restart(scenario.sink());
            scenario.assertExact();
        }
    }

    @Test
    void abortedTransactionsInTheTopicAreNotRead() throws Exception {
        try (SinkScenario scenario = scenario("aborted").withTables().withRecords()) {
            scenario.abortAll("aborted");
            ConnectorFile uncommitted =
                    scenario.sink().with(Map.of("consumer.override.isolation.level", "read_uncommitted"));
            assertThatThrownBy(() -> scenario.start(uncommitted))
                    .hasMessageContaining("Set consumer.override.isolation.level=read_committed");
            scenario.start(scenario.sink());
            scenario.assertExact();
        }
    }

    /** Counted at the catalog server, whatever the sink says of itself. */
    @Test
    void makesNoTableAndAltersNone() throws Exception {
        try (SinkScenario scenario = scenario("governed").withTables().withRecords()) {
            CatalogService catalog = STACK.stack().catalog();
            catalog.clearRequests();
            scenario.start(scenario.sink());
            scenario.assertExact();
            assertThat(catalog.requests().stream()
                            .filter(request -> request.method().equals("POST"))
                            .map(CatalogRequest::kind)
                            .distinct())
                    .isSubsetOf(PathKind.TABLE, PathKind.TOKENS, PathKind.METRICS);
            assertThat(catalog.requests().stream()
                            .flatMap(request -> request.updates().stream())
                            .distinct())
                    .contains("add-snapshot")
                    .isSubsetOf("add-snapshot", "set-snapshot-ref", "set-properties");
        }
    }

    private static SinkScenario scenario(String name) throws Exception {
        return new SinkScenario(name, STACK.stack());
    }

    private static Tampering tampering(String topic, String field, UnaryOperator<String> change) {
        return new Tampering(new RegistryAvro(STACK.stack().registry().ccompatUrl()), topic, field, change);
    }

    private static FaultyProxy proxy() {
        return STACK.stack().catalog().faultyProxy().orElseThrow();
    }
}
