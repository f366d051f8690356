package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeEventTest {
    private final EncryptFields<SourceRecord> encrypt = Transforms.encryptor("fields", Customers.ALL_FIELDS);
    private final DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", Customers.ALL_FIELDS);

    static Stream<Arguments> everyOperation() {
        return Stream.of(
                Arguments.of("c", Customers.event("c", null, Customers.row(1))),
                Arguments.of("u", Customers.event("u", Customers.row(1), Customers.row(2))),
                Arguments.of("d", Customers.event("d", Customers.row(1), null)),
                Arguments.of("r", Customers.event("r", null, Customers.row(1))),
                Arguments.of("t", Customers.event("t", null, null)));
    }

    @ParameterizedTest(name = "op {0}")
    @MethodSource("everyOperation")
    void encryptsBothRowImagesAndRestoresThem(String op, Struct event) {
        SourceRecord encrypted = encrypt.apply(Transforms.source(event));

        assertThat(encrypted.value().toString())
                .doesNotContain(Customers.EMAIL, Customers.STREET, Customers.PHONE)
                .contains("op=" + op);
        SinkRecord decrypted = decrypt.apply(Transforms.sink(Transforms.throughJson(encrypted)));
        assertThat(decrypted.valueSchema()).isEqualTo(Customers.ENVELOPE);
        // JSON puts defaults in place of nulls, which this event has in one clear field.
        assertThat(decrypt.apply(Transforms.sink(encrypted)).value()).isEqualTo(event);
    }

    @Test
    void givesBeforeAndAfterOneSchema() {
        Schema schema = encrypt.apply(Transforms.source(Customers.event("c", null, Customers.row(1))))
                .valueSchema();

        assertThat(schema.field("before").schema())
                .isSameAs(schema.field("after").schema());
        assertThat(schema.field("source").schema()).isSameAs(Customers.SOURCE);
        assertThat(schema.name()).isEqualTo(Customers.ENVELOPE.name());
        assertThat(schema.version()).isEqualTo(2);
    }

    @Test
    void encryptsFlatRowsWithTheSamePathsAsEvents() {
        SourceRecord flat = encrypt.apply(Transforms.source(Customers.row(1)));
        Struct after = (Struct) flat.value();
        SourceRecord event = encrypt.apply(Transforms.source(Customers.event("c", null, Customers.row(1))));
        Struct moved = new Struct(event.valueSchema())
                .put("op", "c")
                .put("source", ((Struct) event.value()).get("source"))
                .put("after", copy(event.valueSchema().field("after").schema(), after));

        SinkRecord decrypted = decrypt.apply(Transforms.sink(event.valueSchema(), moved));

        assertThat(((Struct) decrypted.value()).getStruct("after")).isEqualTo(Customers.row(1));
    }

    @Test
    void encryptsSchemalessEventsWhenToldSo() {
        Map<String, Object> row = row();
        Map<String, Object> event = new HashMap<>();
        event.put("before", null);
        event.put("after", row);
        event.put("op", "c");
        String[] debezium = {"fields", Customers.ALL_FIELDS, "row.images", "debezium"};

        SourceRecord encrypted = Transforms.encryptor(debezium).apply(Transforms.source(null, event));

        assertThat(encrypted.valueSchema()).isNull();
        assertThat(encrypted.value().toString()).doesNotContain(Customers.EMAIL, Customers.STREET, Customers.PHONE);
        assertThat(event.get("after")).isSameAs(row);
        assertThat(row).containsEntry("email", Customers.EMAIL);
        SinkRecord decrypted =
                Transforms.decryptor(debezium).apply(Transforms.sink(Transforms.throughJson(encrypted, false)));
        assertThat(decrypted.value()).isEqualTo(event);
    }

    @Test
    void refusesASchemalessEventThatIsTakenForARow() {
        Map<String, Object> event = Map.of("after", row(), "op", "c");

        assertThatThrownBy(() -> encrypt.apply(Transforms.source(null, event)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageStartingWith(
                        "EncryptFields could not encrypt. FIELD_MISSING: field email of the value, topic "
                                + "bank.public.customers: the record has no such field.");
    }

    @Test
    void refusesARowWhenToldDebezium() {
        EncryptFields<SourceRecord> debezium = Transforms.encryptor("fields", "email", "row.images", "debezium");

        assertThatThrownBy(() -> debezium.apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("a change event needs a struct with before or after");
        assertThatThrownBy(() -> debezium.apply(Transforms.source(null, row())))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("a change event needs a map with before or after");
    }

    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1L);
        row.put("email", Customers.EMAIL);
        row.put("address", Map.of("street", Customers.STREET, "city", "London"));
        row.put("contacts", List.of(Map.of("number", Customers.PHONE)));
        row.put("labels", Map.of("colour", Customers.PHONE));
        return row;
    }

    private static Struct copy(Schema schema, Struct row) {
        Struct copy = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = row.getWithoutDefault(field.name());
            if (value != null) {
                copy.put(field, value);
            }
        }
        return copy;
    }
}
