package io.lockweir.demo.pipeline;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.ledger.LedgerLake;
import io.lockweir.demo.ledger.LedgerTable;
import io.lockweir.demo.topics.BankTopics;
import io.lockweir.stack.LocalStack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One bank with its topics, its tables and its connectors, on a stack that runs. Closing it leaves the stack alone. */
public final class BankPipeline implements AutoCloseable {
    private static final int PARTITIONS = 3;

    private final Bank bank;
    private final LocalStack stack;
    private final ProjectFolder project;
    private final BankDatabase database;
    private final BankTopics topics;
    private final Lake lake;

    /** A lake of changes. */
    public BankPipeline(Bank bank, LocalStack stack, ProjectFolder project) {
        this(bank, LakeForm.APPEND, stack, project);
    }

    public BankPipeline(Bank bank, LakeForm form, LocalStack stack, ProjectFolder project) {
        this.bank = bank;
        this.stack = stack;
        this.project = project;
        this.database = new BankDatabase(bank, stack.postgres());
        this.topics = new BankTopics(bank, stack.kafka().bootstrapServers());
        this.lake = new Lake(bank, form, catalogProperties(stack));
    }

    /** Makes database, topics and tables; nothing moves yet. */
    public void create() throws SQLException, IOException, ExecutionException, InterruptedException {
        database.create();
        topics.create(PARTITIONS);
        lake.createTables();
    }

    /** The source connector as {@code docker/connectors} has it, for this bank. */
    public ConnectorFile source() {
        return connector("aurora-bank.json");
    }

    /** The source of the ledger as {@code docker/connectors} has it, for this bank. A node has one such connector at a time. */
    public ConnectorFile ledgerSource() {
        return connector("cassandra-bank.json");
    }

    /** The ledger on the stack's Cassandra node. */
    public LedgerDatabase ledger() {
        return new LedgerDatabase(bank, stack.cassandra());
    }

    /** The sink of the ledger as {@code docker/connectors} has it, for this bank. */
    public ConnectorFile ledgerSink() {
        return connector("iceberg-ledger.json");
    }

    /** Topics of the ledger. Needs closing. */
    public BankTopics ledgerTopics() {
        return new BankTopics(
                Stream.of(LedgerTable.values()).map(table -> table.topic(bank)).toList(),
                stack.kafka().bootstrapServers());
    }

    /** Tables of the ledger. Needs closing. */
    public LedgerLake ledgerLake() {
        return new LedgerLake(LedgerTable.namespace(bank), catalogProperties(stack));
    }

    /** The sink connector as {@code docker/connectors} has it, for this bank. */
    public ConnectorFile sink() {
        return connector(lake.form().upsert() ? "iceberg-bank-upsert.json" : "iceberg-bank.json");
    }

    public void put(ConnectorFile connector) {
        stack.connect().putConnector(connector.name(), connector.config());
    }

    public BankDatabase database() {
        return database;
    }

    public BankTopics topics() {
        return topics;
    }

    public Lake lake() {
        return lake;
    }

    public LocalStack stack() {
        return stack;
    }

    public Bank bank() {
        return bank;
    }

    /** Wherever the file says bank, another bank's connector says its name. */
    private ConnectorFile connector(String file) {
        ConnectorFile connector = ConnectorFile.read(project.connectorFile(file));
        if (bank.equals(Bank.DEMO)) {
            return connector;
        }
        Pattern demo = Pattern.compile("(?<![a-z])" + Bank.DEMO.name() + "(?![a-z])");
        ConnectorFile renamed = connector.named(demo.matcher(connector.name()).replaceAll(bank.name()));
        for (Map.Entry<String, String> entry : connector.config().entrySet()) {
            renamed = renamed.with(
                    Map.of(entry.getKey(), demo.matcher(entry.getValue()).replaceAll(bank.name())));
        }
        return connector.config().containsKey("database.dbname")
                ? renamed.with(Map.of("database.dbname", database.name()))
                : renamed;
    }

    /** What a table's owner opens the stack's catalog with. */
    public static Map<String, String> catalogProperties(LocalStack stack) {
        return Map.ofEntries(
                Map.entry("uri", stack.catalog().uri().toString()),
                Map.entry("credential", stack.catalog().credential()),
                Map.entry("oauth2-server-uri", stack.catalog().tokenEndpoint().toString()),
                Map.entry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO"),
                Map.entry("s3.endpoint", stack.objectStore().endpoint().toString()),
                Map.entry("s3.path-style-access", "true"),
                Map.entry("s3.access-key-id", stack.objectStore().accessKey()),
                Map.entry("s3.secret-access-key", stack.objectStore().secretKey()),
                Map.entry("client.region", "us-east-1"),
                Map.entry("http-client.type", "urlconnection"));
    }

    @Override
    public void close() throws IOException {
        topics.close();
        lake.close();
    }
}
