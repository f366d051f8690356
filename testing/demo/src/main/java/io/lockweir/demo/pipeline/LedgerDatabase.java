package io.lockweir.demo.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.lockweir.demo.bank.Bank;
import io.lockweir.stack.CassandraService;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The bank's ledger on the stack's Cassandra node: the keyspace of {@code ledger.cql}, under the bank's name. */
public final class LedgerDatabase {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Bank bank;
    private final CassandraService node;

    public LedgerDatabase(Bank bank, CassandraService node) {
        this.bank = bank;
        this.node = node;
    }

    public String keyspace() {
        return bank.name() + "_ledger";
    }

    /** Of the rows of a table of the ledger. */
    public String topic(String table) {
        return bank.name() + "." + keyspace() + "." + table;
    }

    /** Of the static columns. */
    public String staticTopic(String table) {
        return topic(table) + ".static";
    }

    /** Makes keyspace, types and tables. */
    public void create() throws IOException {
        try (InputStream script = Bank.class.getResourceAsStream("/io/lockweir/demo/ledger.cql");
                CqlSession session = connect()) {
            if (script == null) {
                throw new IllegalStateException("ledger.cql is not on the class path");
            }
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("--[^\n]*", "")
                    .replace(Bank.DEMO.name() + "_ledger", keyspace());
            for (String statement : text.split(";", -1)) {
                if (!statement.isBlank()) {
                    session.execute(statement.strip());
                }
            }
        }
    }

    /** Needs closing. */
    public CqlSession connect() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build())
                .build();
    }
}
