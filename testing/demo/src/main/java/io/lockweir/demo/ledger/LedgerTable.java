package io.lockweir.demo.ledger;

import static io.lockweir.demo.ledger.LedgerColumn.clear;
import static io.lockweir.demo.ledger.LedgerColumn.decimal;
import static io.lockweir.demo.ledger.LedgerColumn.encrypted;

import io.lockweir.demo.bank.Bank;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The tables of {@code ledger.cql} as the lake has them: static columns are a table of their own, by partition key. */
public enum LedgerTable {
    PAYMENTS(
            "payments",
            2,
            clear("account", Types.IntegerType.get()),
            clear("payment", Types.LongType.get()),
            encrypted("amount", decimal()),
            encrypted("counterparty", party(1)),
            encrypted("memo", Types.StringType.get()),
            clear("labels", list(1, Types.StringType.get())).inAnyOrder(),
            clear("status", Types.StringType.get()),
            clear("booked", Types.TimestampType.withoutZone()),
            clear("authorised", Types.BooleanType.get())),
    PAYMENTS_STATIC(
            "payments.static",
            1,
            clear("account", Types.IntegerType.get()),
            encrypted("holder", Types.StringType.get()),
            encrypted("iban", Types.StringType.get()),
            clear("overdraft", decimal())),
    STANDING_ORDERS(
            "standing_orders",
            4,
            clear("region", Types.StringType.get()),
            clear("customer", Types.StringType.get()),
            clear("due", Types.DateType.get()),
            clear("number", Types.IntegerType.get()),
            encrypted("payee", party(1)),
            encrypted("amounts", Types.MapType.ofOptional(1, 2, Types.StringType.get(), decimal())),
            encrypted("contacts", list(1, Types.StringType.get())),
            clear(
                            "reminders",
                            list(
                                    1,
                                    Types.StructType.of(
                                            NestedField.optional(2, "key", Types.IntegerType.get()),
                                            NestedField.optional(3, "value", Types.StringType.get()))))
                    .inAnyOrder(),
            encrypted("document", Types.BinaryType.get()),
            clear("total", Types.DecimalType.of(38, 0)),
            clear("rate", Types.DoubleType.get()),
            clear("score", Types.FloatType.get()),
            clear("attempts", Types.IntegerType.get()),
            clear("priority", Types.IntegerType.get()),
            clear("executed_at", Types.TimeType.get()),
            clear(
                    "period",
                    Types.StructType.of(
                            NestedField.required(1, "months", Types.IntegerType.get()),
                            NestedField.required(2, "days", Types.IntegerType.get()),
                            NestedField.required(3, "nanoseconds", Types.LongType.get()))),
            clear("made", Types.StringType.get()),
            clear("origin", Types.StringType.get()),
            clear(
                    "span",
                    Types.StructType.of(
                            NestedField.optional(1, "field0", Types.IntegerType.get()),
                            NestedField.optional(2, "field1", Types.StringType.get()))),
            clear("profile", list(1, Types.FloatType.get()))),
    FEES(
            "fees",
            1,
            clear("fee", Types.LongType.get()),
            encrypted("payer", Types.StringType.get()),
            encrypted("amount", decimal()),
            clear("reason", Types.StringType.get()));

    private final String stream;
    private final int keys;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<LedgerColumn> columns;

    /** @param keys how many of the first columns are the key */
    LedgerTable(String stream, int keys, LedgerColumn... columns) {
        this.stream = stream;
        this.keys = keys;
        this.columns = List.of(columns);
    }

    private static Type party(int first) {
        return Types.StructType.of(
                NestedField.optional(first, "name", Types.StringType.get()),
                NestedField.optional(first + 1, "iban", Types.StringType.get()));
    }

    private static Type list(int id, Type element) {
        return Types.ListType.ofOptional(id, element);
    }

    /** The namespace in the lake, and the keyspace. */
    public static String namespace(Bank bank) {
        return bank.name() + "_ledger";
    }

    public String topic(Bank bank) {
        return bank.name() + "." + namespace(bank) + "." + stream;
    }

    /** The name in Iceberg. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<LedgerColumn> columns() {
        return columns;
    }

    List<LedgerColumn> key() {
        return columns.subList(0, keys);
    }

    public Set<String> encryptedColumns() {
        return columns.stream()
                .filter(LedgerColumn::isEncrypted)
                .map(LedgerColumn::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every row; a partition without rows, but with static columns, is one with nulls. */
    String query(String keyspace) {
        String names = columns.stream().map(LedgerColumn::name).collect(Collectors.joining(", "));
        return this == PAYMENTS_STATIC
                ? "SELECT DISTINCT " + names + " FROM " + keyspace + ".payments"
                : "SELECT " + names + " FROM " + keyspace + "." + stream;
    }
}
