package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
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
            Types.NestedField.required(6, "tags", Types.ListType.ofRequired(21, Types.StringType.get())));
    private static final Schema PLAIN = new Schema(COLUMNS);

    @Test
    void areThoseOfTheConfigurationInTheOrderOfTheSchema() {
        assertThat(KeyColumns.of(Bank.TABLE, PLAIN, List.of("id", "region"))).containsExactly(1, 2);
    }

    @Test
    void areTheIdentifierFieldsWithoutConfiguration() {
        assertThat(KeyColumns.of(Bank.TABLE, new Schema(COLUMNS, Set.of(2)), List.of()))
                .containsExactly(2);
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

    private static void assertRefused(Schema schema, List<String> names, String text) {
        assertThatThrownBy(() -> KeyColumns.of(Bank.TABLE, schema, names))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
    }
}
