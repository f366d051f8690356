package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.schema.EncryptedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldRoundTripTest {

    static Stream<Arguments> everyTypeOptionalAndDefault() {
        List<Arguments> cases = new ArrayList<>();
        for (TypeZoo.Specimen specimen : TypeZoo.all()) {
            for (boolean optional : new boolean[] {false, true}) {
                for (boolean withDefault : new boolean[] {false, true}) {
                    cases.add(Arguments.of(specimen, optional, withDefault));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} optional={1} default={2}")
    @MethodSource("everyTypeOptionalAndDefault")
    void restoresValueAndExactSchema(TypeZoo.Specimen specimen, boolean optional, boolean withDefault) {
        Schema schema = TypeZoo.schema(specimen, optional, withDefault);
        roundTrip(schema, valueOf(specimen, schema), false, "text");
        roundTrip(schema, valueOf(specimen, schema), false, "bytes");
    }

    @ParameterizedTest(name = "{0} optional={1} default={2}")
    @MethodSource("everyTypeOptionalAndDefault")
    void restoresValueAndExactSchemaThroughJson(TypeZoo.Specimen specimen, boolean optional, boolean withDefault) {
        Schema schema = TypeZoo.schema(specimen, optional, withDefault);
        roundTrip(schema, valueOf(specimen, schema), true, "text");
        roundTrip(schema, valueOf(specimen, schema), true, "bytes");
    }

    @ParameterizedTest(name = "{0} optional={1} default={2}")
    @MethodSource("everyTypeOptionalAndDefault")
    void keepsNullThatADefaultWouldReplace(TypeZoo.Specimen specimen, boolean optional, boolean withDefault) {
        Schema schema = TypeZoo.schema(specimen, optional, withDefault);
        if (schema.isOptional() || schema.defaultValue() != null) {
            roundTrip(schema, null, false, "text");
            roundTrip(schema, null, true, "text");
        }
    }

    private static Object valueOf(TypeZoo.Specimen specimen, Schema schema) {
        if (!(specimen.value() instanceof Struct original)) {
            return specimen.value();
        }
        Struct struct = new Struct(schema);
        schema.fields().forEach(field -> struct.put(field, original.getWithoutDefault(field.name())));
        return struct;
    }

    private static void roundTrip(Schema schema, @Nullable Object value, boolean json, String encoding) {
        Schema row = SchemaBuilder.struct()
                .name("bank.public.customers.Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("secret", schema)
                .field("deep", SchemaBuilder.struct().field("secret", schema).build())
                .build();
        Struct clear =
                new Struct(row).put("id", 1L).put("deep", fill(row.field("deep").schema(), value));
        if (value != null) {
            clear.put("secret", value);
        }
        SourceRecord encrypted = Transforms.encryptor("fields", "secret,deep.secret", "encoding", encoding)
                .apply(Transforms.source(clear));
        Struct hidden = (Struct) encrypted.value();
        hidden.validate();
        Schema hiddenSchema = encrypted.valueSchema().field("secret").schema();
        assertThat(EncryptedSchema.isEncrypted(hiddenSchema)).isTrue();
        assertThat(hiddenSchema.defaultValue()).isNull();
        if (value == null) {
            assertThat(hidden.get("secret")).isNull();
        } else {
            assertThat(hidden.get("secret"))
                    .isInstanceOfAny(String.class, byte[].class)
                    .isNotEqualTo(value);
        }

        SinkRecord read = json ? Transforms.sink(Transforms.throughJson(encrypted)) : Transforms.sink(encrypted);
        SinkRecord decrypted =
                Transforms.decryptor("fields", "secret,deep.secret").apply(read);

        assertThat(decrypted.valueSchema()).isEqualTo(row);
        assertThat(((Struct) decrypted.value()).getWithoutDefault("secret")).isEqualTo(value);
        assertThat(decrypted.value()).isEqualTo(clear);
    }

    private static Struct fill(Schema schema, @Nullable Object value) {
        Struct struct = new Struct(schema);
        return value == null ? struct : struct.put("secret", value);
    }
}
