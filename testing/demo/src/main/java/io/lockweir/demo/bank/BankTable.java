package io.lockweir.demo.bank;

import static io.lockweir.demo.bank.Column.Travel.CLEAR;
import static io.lockweir.demo.bank.Column.Travel.ENCRYPTED;
import static io.lockweir.demo.bank.ColumnKind.BOOLEAN;
import static io.lockweir.demo.bank.ColumnKind.BYTES;
import static io.lockweir.demo.bank.ColumnKind.DATE;
import static io.lockweir.demo.bank.ColumnKind.FLOAT64;
import static io.lockweir.demo.bank.ColumnKind.INT32;
import static io.lockweir.demo.bank.ColumnKind.INT64;
import static io.lockweir.demo.bank.ColumnKind.INT_ARRAY;
import static io.lockweir.demo.bank.ColumnKind.JSON;
import static io.lockweir.demo.bank.ColumnKind.NUMERIC;
import static io.lockweir.demo.bank.ColumnKind.TEXT;
import static io.lockweir.demo.bank.ColumnKind.TEXT_ARRAY;
import static io.lockweir.demo.bank.ColumnKind.TIMESTAMPTZ;
import static io.lockweir.demo.bank.ColumnKind.UUID_TEXT;

import java.util.List;
import java.util.Locale;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/** The tables of {@code bank.sql}; the first column is the primary key, the last one the version of the row. */
public enum BankTable {
    CUSTOMERS(
            new Column("customer_id", INT64, CLEAR),
            new Column("reference", UUID_TEXT, CLEAR),
            new Column("segment", TEXT, CLEAR),
            new Column("full_name", TEXT, ENCRYPTED),
            new Column("email", TEXT, ENCRYPTED),
            new Column("national_id", TEXT, ENCRYPTED),
            new Column("birth_date", DATE, ENCRYPTED),
            new Column("phones", TEXT_ARRAY, ENCRYPTED),
            new Column("preferences", JSON, ENCRYPTED),
            new Column("photo", BYTES, ENCRYPTED),
            new Column("notes", TEXT, ENCRYPTED),
            new Column("created_at", TIMESTAMPTZ, CLEAR),
            new Column("updated_at", TIMESTAMPTZ, CLEAR),
            new Column("version", INT64, CLEAR)) {
        @Override
        PartitionSpec.Builder partition(PartitionSpec.Builder builder) {
            return builder.identity("segment");
        }
    },
    ACCOUNTS(
            new Column("account_id", UUID_TEXT, CLEAR),
            new Column("customer_id", INT64, CLEAR),
            new Column("owner_national_id", TEXT, ENCRYPTED),
            new Column("iban", TEXT, ENCRYPTED),
            new Column("balance", NUMERIC, ENCRYPTED),
            new Column("credit_limit", NUMERIC, ENCRYPTED),
            new Column("holders", TEXT_ARRAY, ENCRYPTED),
            new Column("currency", TEXT, CLEAR),
            new Column("status", TEXT, CLEAR),
            new Column("opened_on", DATE, CLEAR),
            new Column("risk_scores", INT_ARRAY, CLEAR),
            new Column("settings", JSON, CLEAR),
            new Column("updated_at", TIMESTAMPTZ, CLEAR),
            new Column("version", INT64, CLEAR)) {
        @Override
        PartitionSpec.Builder partition(PartitionSpec.Builder builder) {
            return builder.bucket("account_id", 4);
        }
    },
    CARD_TRANSACTIONS(
            new Column("transaction_id", INT64, CLEAR),
            new Column("account_id", UUID_TEXT, CLEAR),
            new Column("card_number", TEXT, ENCRYPTED),
            new Column("cardholder", TEXT, ENCRYPTED),
            new Column("amount", NUMERIC, ENCRYPTED),
            new Column("currency", TEXT, CLEAR),
            new Column("merchant", TEXT, CLEAR),
            new Column("merchant_data", JSON, ENCRYPTED),
            new Column("tags", TEXT_ARRAY, CLEAR),
            new Column("receipt", BYTES, ENCRYPTED),
            new Column("authorised", BOOLEAN, CLEAR),
            new Column("attempts", INT32, CLEAR),
            new Column("exchange_rate", FLOAT64, CLEAR),
            new Column("happened_at", TIMESTAMPTZ, CLEAR),
            new Column("memo", TEXT, ENCRYPTED),
            new Column("version", INT64, CLEAR)) {
        @Override
        PartitionSpec.Builder partition(PartitionSpec.Builder builder) {
            return builder.day("happened_at");
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Column> columns;

    BankTable(Column... columns) {
        this.columns = List.of(columns);
    }

    abstract PartitionSpec.Builder partition(PartitionSpec.Builder builder);

    public List<Column> columns() {
        return columns;
    }

    public Column key() {
        return columns.get(0);
    }

    public Column version() {
        return columns.get(columns.size() - 1);
    }

    /** The name in PostgreSQL and in Iceberg. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public PartitionSpec partitionSpec(Schema schema) {
        return partition(PartitionSpec.builderFor(schema)).build();
    }

    public static BankTable named(String tableName) {
        return valueOf(tableName.toUpperCase(Locale.ROOT));
    }
}
