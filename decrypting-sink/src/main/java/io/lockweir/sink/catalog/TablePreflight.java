package io.lockweir.sink.catalog;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;
import org.apache.kafka.common.config.ConfigException;

/** What a table must be like before the sink writes to it. */
public final class TablePreflight {

    static final String REMOTE_SIGNING = "s3.remote-signing-enabled";

    private TablePreflight() {}

    /**
     * Refuses a table that is to be encrypted by a catalog client that doesn't: of Iceberg 1.12's, only Hive's does. The others
     * pass over the property without a word, and files would be clear.
     *
     * @throws ConfigException naming the table and what to do
     */
    public static Table requireEncryption(Table table) {
        String key = table.properties().get(TableProperties.ENCRYPTION_TABLE_KEY);
        if (key != null && table.encryption() instanceof PlaintextEncryptionManager) {
            throw new ConfigException("table " + table.name() + " is to be encrypted ("
                    + TableProperties.ENCRYPTION_TABLE_KEY
                    + "), but this catalog's client writes clear files: reach it through a catalog whose client encrypts,"
                    + " or remove the property");
        }
        return table;
    }

    /** Findings that forbid writing, each a sentence that says what to do; empty if there are none. */
    public static List<String> problems(Table table) {
        List<String> problems = new ArrayList<>();
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        if (metadata.formatVersion() < 2) {
            problems.add("table " + table.name() + " has format version " + metadata.formatVersion()
                    + ", whose snapshots have no sequence numbers to tell a rollback by; upgrade it to 2");
        }
        if ("false".equalsIgnoreCase(metadata.properties().get("engine.hive.lock-enabled"))) {
            problems.add("table " + table.name() + " sets engine.hive.lock-enabled=false, by which two commits can"
                    + " overwrite each other; remove the property");
        }
        if (!(table instanceof BaseTable)) {
            problems.add(table.name() + " is not a base table; a metadata table or view cannot be written");
        }
        return problems;
    }

    /**
     * Findings that forbid writing as one of several tenants. Iceberg's client of a remote S3 signer is one for the whole JVM,
     * with the identity of whoever used it first, and may be switched on by the catalog's answer to a load.
     */
    public static List<String> problemsAmongTenants(Table table) {
        return Boolean.parseBoolean(table.io().properties().get(REMOTE_SIGNING))
                ? List.of("table " + table.name() + " is accessed by " + REMOTE_SIGNING
                        + ", which cannot tell the tenants of a"
                        + " worker apart; have the catalog vend credentials, or run one connector and worker a tenant")
                : List.of();
    }

    /** Findings that cost money later. */
    public static List<String> advice(Table table) {
        if (Boolean.parseBoolean(table.properties().get("write.metadata.delete-after-commit.enabled"))) {
            return List.of();
        }
        return List.of("table " + table.name() + " keeps every metadata file: set"
                + " write.metadata.delete-after-commit.enabled=true, and expire its snapshots");
    }
}
