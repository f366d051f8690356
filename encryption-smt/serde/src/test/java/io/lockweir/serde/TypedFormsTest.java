package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Enum;
import com.google.protobuf.EnumValue;
import com.google.protobuf.Message;
import com.google.protobuf.Option;
import com.google.protobuf.UnknownFieldSet;
import io.lockweir.encryption.EncryptionEngine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Avro and Protobuf: fields keep their types. */
class TypedFormsTest {
    private static final String TOPIC = "bank.customers";
    private static final Schema CUSTOMER = new Schema.Parser().parse("""
            {"type": "record", "name": "Customer", "namespace": "bank", "fields": [
              {"name": "id", "type": "long"},
              {"name": "email", "type": ["null", "string"]},
              {"name": "photo", "type": "bytes"},
              {"name": "born", "type": {"type": "int", "logicalType": "date"}},
              {"name": "phones", "type": {"type": "array", "items": "string"}},
              {"name": "labels", "type": {"type": "map", "values": ["null", "string"]}},
              {"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
                {"name": "street", "type": "string"}, {"name": "zip", "type": "int"}]}]},
              {"name": "either", "type": ["null", "string", "int"]}]}""");

    private final Passed inner = new Passed();

    @Test
    void encryptsGenericRecordsInTheirOwnSchema() {
        GenericRecord customer = customer();
        String[] rules = {"lockweir.fields", "email,photo,phones[*],labels{*},address.street"};

        GenericRecord encrypted = (GenericRecord) written(customer, rules);

        assertThat(GenericData.get().validate(CUSTOMER, encrypted)).isTrue();
        assertThat(encrypted.toString()).doesNotContain("ada@", "+44", "gold", "Square");
        assertThat(EncryptionEngine.looksLikeEnvelope(((ByteBuffer) encrypted.get("photo")).array()))
                .isTrue();
        assertThat(encrypted.get("id")).isEqualTo(4711L);
        assertThat(customer).isEqualTo(customer());
        assertThat(read(rules)).isEqualTo(customer);
    }

    @Test
    void keepsTheKindOfTextThatTheRecordHas() {
        GenericRecord customer = customer();
        customer.put("email", new Utf8("ada@example.org"));

        assertThat(((GenericRecord) written(customer, "lockweir.fields", "email")).get("email"))
                .isInstanceOf(Utf8.class);
        assertThat(((GenericRecord) read("lockweir.fields", "email")).get("email"))
                .isEqualTo(new Utf8("ada@example.org"));
    }

    @Test
    void encryptsSpecificRecords() {
        Person person = new Person();
        person.name = "Ada Lovelace";
        person.age = 36;

        Person encrypted = (Person) written(person, "lockweir.fields", "name");

        assertThat(encrypted).isNotSameAs(person);
        assertThat(String.valueOf(encrypted.name)).doesNotContain("Ada");
        assertThat(encrypted.age).isEqualTo(36);
        assertThat(((Person) read("lockweir.fields", "name")).name).isEqualTo("Ada Lovelace");
    }

    @Test
    void nullsPassOrAreEncrypted() {
        GenericRecord customer = customer();
        customer.put("email", null);

        assertThat(((GenericRecord) written(customer, "lockweir.fields", "email")).get("email"))
                .isNull();
        String[] hidden = {"lockweir.fields", "email", "lockweir.null", "encrypt"};
        assertThat(((GenericRecord) written(customer, hidden)).get("email")).isInstanceOf(String.class);
        assertThat(read(hidden)).isEqualTo(customer);
    }

    @Test
    void aTypeThatHoldsNoCiphertextIsRefusedWithAdvice() {
        for (Map.Entry<String, String> field : Map.of(
                        "born", "int of logical type date",
                        "id", "long",
                        "either", "a union of null, string, int",
                        "address", "record bank.Address",
                        "phones", "array")
                .entrySet()) {
            assertThatThrownBy(() -> written(customer(), "lockweir.fields", field.getKey()))
                    .isInstanceOf(EncryptionFailedException.class)
                    .hasMessageContaining(
                            "field " + field.getKey() + " of topic bank.customers: it is " + field.getValue())
                    .hasMessageContaining("Give the field type string")
                    .hasMessageContaining("level=record")
                    .hasMessageNotContaining("4711");
        }
        assertThatThrownBy(() -> written(customer(), "lockweir.fields", "email[*]"))
                .hasMessageContaining(
                        "field email[*] of topic bank.customers: it is a union of null, string and no array");
        for (String path : List.of("labels.tier", "email.domain", "phones.first")) {
            assertThatThrownBy(() -> written(customer(), "lockweir.fields", path))
                    .as(path)
                    .isInstanceOf(EncryptionFailedException.class)
                    .hasMessageContaining("and has no fields. Correct the path in the rule");
        }
        assertThatThrownBy(() -> written(customer(), "lockweir.fields", "mail")).hasMessageContaining("FIELD_MISSING");
        assertThatThrownBy(() -> written(customer(), "lockweir.clear.fields", "id"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("level=record");
        assertThatThrownBy(() -> written(
                        customer(),
                        "lockweir.fields",
                        "email",
                        "lockweir.mode",
                        "join",
                        "lockweir.join.domain",
                        "d",
                        "lockweir.join.type",
                        "int64"))
                .hasMessageContaining("Set join.type=string");
    }

    @Test
    void bindsToPlainFieldsOnly() {
        String[] rules = {"lockweir.fields", "email", "lockweir.bind.fields", "id"};
        GenericRecord encrypted = (GenericRecord) written(customer(), rules);
        assertThat(read(rules)).isEqualTo(customer());
        encrypted.put("id", 4712L);

        assertThatThrownBy(() -> read(rules)).hasMessageContaining("TAMPERED");
        assertThatThrownBy(() -> written(customer(), "lockweir.fields", "email", "lockweir.bind.fields", "born"))
                .hasMessageContaining("Bind to fields of plain types");
    }

    @Test
    void ciphertextMovedToAnotherFieldIsRefused() {
        String[] rules = {"lockweir.fields", "email,address.street"};
        GenericRecord encrypted = (GenericRecord) written(customer(), rules);
        ((GenericRecord) encrypted.get("address")).put("street", encrypted.get("email"));

        assertThatThrownBy(() -> read(rules))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("TAMPERED: field address.street");
    }

    @Test
    void encryptsDynamicMessages() throws DescriptorValidationException {
        Descriptor type = customerMessage();
        DynamicMessage customer = DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("id"), 4711L)
                .setField(type.findFieldByName("email"), "ada@example.org")
                .setField(type.findFieldByName("photo"), ByteString.copyFromUtf8("secret"))
                .setField(type.findFieldByName("phones"), List.of("+44 1", "+44 2"))
                .setField(type.findFieldByName("labels"), List.of(label(type, "x", "gold"), label(type, "y", "silver")))
                .build();
        String[] rules = {"lockweir.fields", "email,photo,phones[*],labels{*}"};

        Message encrypted = (Message) written(customer, rules);

        assertThat(encrypted.toString()).doesNotContain("ada@", "secret", "+44", "gold", "silver");
        assertThat(encrypted.getField(type.findFieldByName("id"))).isEqualTo(4711L);
        assertThat(read(rules)).isEqualTo(customer);
        assertThatThrownBy(() -> written(customer, "lockweir.fields", "id"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("field id of topic bank.customers: it is int64");
        for (String path : List.of("labels.x", "email.domain", "phones.first")) {
            assertThatThrownBy(() -> written(customer, "lockweir.fields", path))
                    .as(path)
                    .isInstanceOf(EncryptionFailedException.class)
                    .hasMessageContaining("and has no fields. Correct the path in the rule");
        }
        assertThatThrownBy(() -> written(customer, "lockweir.fields", "phones"))
                .hasMessageContaining("it is repeated string");
    }

    @Test
    void selectsTheFieldsThatHaveTagsInTheRecordsOwnSchema() {
        Schema tagged = new Schema.Parser()
                .parse(CUSTOMER.toString()
                        .replace("\"name\":\"email\"", "\"name\":\"email\",\"confluent:tags\":[\"PII\"]")
                        .replace("\"name\":\"phones\"", "\"name\":\"phones\",\"confluent:tags\":[\"PII\",\"X\"]")
                        .replace("\"name\":\"street\"", "\"name\":\"street\",\"confluent:tags\":[\"ADDRESS\"]"));
        GenericRecord customer = customer();
        GenericRecord same = GenericData.get().deepCopy(tagged, customer);
        String[] rules = {"lockweir.tags", "PII,ADDRESS"};

        GenericRecord encrypted = (GenericRecord) written(same, rules);

        assertThat(encrypted.toString()).doesNotContain("ada@", "+44", "Square").contains("gold");
        assertThat(encrypted.getSchema()).isEqualTo(tagged);
        assertThat(read(rules)).isEqualTo(same);
        assertThatThrownBy(() -> written(same, "lockweir.tags", "PII"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining(
                        "Field address.street of topic bank.customers has tags [ADDRESS] and no rule means");
        assertThat(((GenericRecord) written(customer, rules)).toString())
                .as("no tags, nothing to encrypt")
                .contains("ada@");
        assertThatThrownBy(() -> written(Map.of("email", "ada@"), rules))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("tells no tags. Name its fields in the rule");
        assertThatThrownBy(() -> written(customer, "lockweir.tags", "PII", "lockweir.tags.subject", "x"))
                .hasMessageContaining("has tags.subject, which has no effect");
    }

    @Test
    void selectsTheFieldsOfMessagesThatHaveTags() throws DescriptorValidationException {
        Descriptor plain = customerMessage();
        FileDescriptorProto.Builder file = plain.getFile().toProto().toBuilder();
        file.getMessageTypeBuilder(plain.getIndex()).getFieldBuilderList().stream()
                .filter(field ->
                        field.getName().equals("email") || field.getName().equals("labels"))
                .forEach(field -> field.setOptions(tags()));
        Descriptor type =
                FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]).findMessageTypeByName(plain.getName());
        DynamicMessage customer = DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("id"), 4711L)
                .setField(type.findFieldByName("email"), "ada@example.org")
                .setField(type.findFieldByName("phones"), List.of("+44 1", "+44 2"))
                .setField(type.findFieldByName("labels"), List.of(label(type, "x", "gold"), label(type, "y", "silver")))
                .build();
        String[] rules = {"lockweir.tags", "PII"};

        Message encrypted = (Message) written(customer, rules);

        assertThat(encrypted.toString())
                .doesNotContain("ada@", "gold", "silver")
                .contains("+44");
        assertThat(read(rules)).isEqualTo(customer);
    }

    /** As protoc writes an option whose extension it was given. */
    private static FieldOptions tags() {
        UnknownFieldSet meta = UnknownFieldSet.newBuilder()
                .addField(
                        3,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("PII"))
                                .build())
                .build();
        return FieldOptions.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1088,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(meta.toByteString())
                                        .build())
                        .build())
                .build();
    }

    @Test
    void encryptsGeneratedMessages() {
        Enum message = Enum.newBuilder()
                .setName("Ada Lovelace")
                .addEnumvalue(EnumValue.newBuilder().setName("secret-one").setNumber(1))
                .addEnumvalue(EnumValue.newBuilder().setName("secret-two").setNumber(2))
                .addOptions(Option.newBuilder()
                        .setName("o")
                        .setValue(Any.newBuilder().setValue(ByteString.copyFromUtf8("bytes"))))
                .build();
        String[] rules = {"lockweir.fields", "name,enumvalue[*].name,options[*].value.value"};

        Enum encrypted = (Enum) written(message, rules);

        assertThat(encrypted.toString()).doesNotContain("Ada", "secret", "bytes");
        assertThat(encrypted.getEnumvalue(1).getNumber()).isEqualTo(2);
        assertThat(read(rules)).isEqualTo(message);
    }

    private static Message label(Descriptor type, String key, String value) {
        Descriptor entry = type.findFieldByName("labels").getMessageType();
        return DynamicMessage.newBuilder(entry)
                .setField(entry.findFieldByNumber(1), key)
                .setField(entry.findFieldByNumber(2), value)
                .build();
    }

    private static Descriptor customerMessage() throws DescriptorValidationException {
        DescriptorProto entry = DescriptorProto.newBuilder()
                .setName("LabelsEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING, false))
                .addField(field("value", 2, FieldDescriptorProto.Type.TYPE_STRING, false))
                .build();
        DescriptorProto customer = DescriptorProto.newBuilder()
                .setName("Customer")
                .addNestedType(entry)
                .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_INT64, false))
                .addField(field("email", 2, FieldDescriptorProto.Type.TYPE_STRING, false))
                .addField(field("photo", 3, FieldDescriptorProto.Type.TYPE_BYTES, false))
                .addField(field("phones", 4, FieldDescriptorProto.Type.TYPE_STRING, true))
                .addField(field("labels", 5, FieldDescriptorProto.Type.TYPE_MESSAGE, true).toBuilder()
                        .setTypeName(".bank.Customer.LabelsEntry"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("bank.proto")
                .setPackage("bank")
                .setSyntax("proto3")
                .addMessageType(customer)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Customer");
    }

    private static FieldDescriptorProto field(
            String name, int number, FieldDescriptorProto.Type type, boolean repeated) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(
                        repeated
                                ? FieldDescriptorProto.Label.LABEL_REPEATED
                                : FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private static GenericRecord customer() {
        GenericRecord address = new GenericData.Record(
                CUSTOMER.getField("address").schema().getTypes().get(1));
        address.put("street", "St James's Square");
        address.put("zip", 12);
        GenericRecord customer = new GenericData.Record(CUSTOMER);
        customer.put("id", 4711L);
        customer.put("email", "ada@example.org");
        customer.put("photo", ByteBuffer.wrap("photo".getBytes(StandardCharsets.UTF_8)));
        customer.put("born", 1);
        customer.put("phones", Arrays.asList("+44 1", "+44 2"));
        customer.put("labels", Map.of("tier", "gold"));
        customer.put("address", address);
        return customer;
    }

    private Object written(Object record, String... rules) {
        try (Serializer<Object> writer = new EncryptingSerializer<>(inner.serializer())) {
            writer.configure(level(rules), false);
            writer.serialize(TOPIC, record);
            return inner.last();
        }
    }

    private Object read(String... rules) {
        try (Deserializer<Object> reader = new DecryptingDeserializer<>(inner.deserializer())) {
            reader.configure(level(rules), false);
            return reader.deserialize(TOPIC, new byte[] {1});
        }
    }

    private static Map<String, Object> level(String... rules) {
        Map<String, Object> settings = Settings.with(rules);
        settings.put("lockweir.level", "field");
        return settings;
    }

    /** What Avro's compiler makes of a record, as far as it matters. */
    public static final class Person extends SpecificRecordBase {
        private static final Schema SCHEMA = new Schema.Parser().parse("""
                {"type": "record", "name": "Person", "fields": [
                  {"name": "name", "type": {"type": "string", "avro.java.string": "String"}},
                  {"name": "age", "type": "int"}]}""");

        @Nullable
        String name;

        int age;

        @Override
        public Schema getSchema() {
            return SCHEMA;
        }

        @Override
        public Object get(int field) {
            return field == 0 ? String.valueOf(name) : (Object) age;
        }

        @Override
        public void put(int field, Object value) {
            if (field == 0) {
                name = value.toString();
            } else {
                age = (Integer) value;
            }
        }
    }
}
