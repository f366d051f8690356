package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.policy.TablePolicy;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class KeyColumnsTest {
    private static final Types.StructType ADDRESS =
            Types.StructType.of(Types.NestedField.required(20, "street", Types.StringType.get()));
    private static final List<Types.NestedField> COLUMNS = List.of(
            Types.NestedField.required(1, "region", Types.StringType.get()),
            Types.NestedField.required(2, "id", Types.LongType.get()),
            Types.NestedField.optional(3, "email", Types.StringType.get()),
            Types.NestedField.required(4, "rate", Types.DoubleType.get()),
            Types.NestedField.required(5, "address", ADDRESS),
            Types.NestedField.required(6, "tags", Types.ListType.ofRequired(21, Types.StringType.get())),
            Types.NestedField.required(7, "_topic", Types.StringType.get()));
    private static final Set<String> METADATA = Set.of("_topic");
    private static final TablePolicy NOTHING = policy();
    private static final Schema PLAIN = new Schema(COLUMNS);

    @Test
    void areThoseOfTheConfigurationInTheOrderOfTheSchema() {
        assertThat(of(PLAIN, List.of("id", "region"), NOTHING)).containsExactly(1, 2);
    }

    @Test
    void areTheIdentifierFieldsWithoutConfiguration() {
        assertThat(of(new Schema(COLUMNS, Set.of(2)), List.of(), NOTHING)).containsExactly(2);
    }

    @Test
    void areNeeded() {
        assertRefused(
                PLAIN, List.of(), "Table bank.customers has no identifier fields, and upsert.key.columns names no");
    }

    @Test
    void mustExist() {
        assertRefused(PLAIN, List.of("ID"), "Table bank.customers has no top-level column ID");
    }

    @Test
    void mustBeRequiredTopLevelColumnsThatCompareExactly() {
        for (String column : List.of("email", "rate", "address", "tags")) {
            assertRefused(
                    PLAIN, List.of(column), "Column " + column + " of table bank.customers cannot tell rows apart");
        }
        assertRefused(
                new Schema(COLUMNS, Set.of(20)), List.of(), "Column address.street of table bank.customers cannot");
    }

    @Test
    void areNotTheSinksOwn() {
        assertRefused(PLAIN, List.of("_topic"), "Column _topic of table bank.customers cannot tell rows apart");
    }

    @Test
    void mayBeClearOrEncryptedTheSameEveryTime() {
        TablePolicy join = policy(
                "policies", "id",
                "policies.id.decrypt", "id",
                "policies.id.mode", "join",
                "policies.id.join.domain", "customers",
                "policies.id.join.type", "int64");
        assertThat(of(PLAIN, List.of("id", "region"), join)).containsExactly(1, 2);
    }

    @Test
    void mustNotBeEncryptedAtRandomOrDropped() {
        assertThatThrownBy(() -> of(PLAIN, List.of("id"), policy("policy.decrypt", "id")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("The key column id is encrypted at random by the rule 'default'");
        assertThatThrownBy(() -> of(PLAIN, List.of("id"), policy("policy.keep", "id")))
                .hasMessageStartingWith("The key column id is encrypted at random");
        assertThatThrownBy(() -> of(
                        PLAIN,
                        List.of("id"),
                        policy(
                                "policy.drop", "id",
                                "policy.mode", "join",
                                "policy.join.domain", "customers",
                                "policy.join.type", "int64")))
                .hasMessageStartingWith("The key column id is dropped by the rule 'default'");
    }

    @Test
    void mustTellThePartitionOfARow() {
        Table table = Bank.table(
                PLAIN, PartitionSpec.builderFor(PLAIN).identity("region").build());
        assertThatThrownBy(() -> KeyColumns.of(Bank.TABLE, table, List.of("id"), METADATA, NOTHING))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("UNSAFE_UPSERT");
    }

    private static TablePolicy policy(String... keysAndValues) {
        return RecordConfig.of(Bank.properties(keysAndValues)).policies().of(Bank.TABLE, Set.of(Bank.TOPIC));
    }

    private static List<Integer> of(Schema schema, List<String> names, TablePolicy policy) {
        return KeyColumns.of(Bank.TABLE, Bank.table(schema), names, METADATA, policy);
    }

    private static void assertRefused(Schema schema, List<String> names, String text) {
        assertThatThrownBy(() -> of(schema, names, NOTHING))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
    }
}
