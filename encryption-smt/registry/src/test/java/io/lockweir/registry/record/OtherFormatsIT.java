package io.lockweir.registry.record;

import static io.lockweir.registry.record.Bench.FIELDS;
import static io.lockweir.registry.record.Bench.PAYLOAD;
import static io.lockweir.registry.record.Bench.SUBJECT;
import static io.lockweir.registry.record.Bench.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.confluent.MessageIndexes;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Framed records in JSON and Protobuf, and schemas in Avro that are made of several. */
class OtherFormatsIT {
    private static final String JSON_SCHEMA =
            "{'type':'object','properties':{'name':{'type':'string','confluent:tags':['PII']},"
                    + "'amount':{'type':'number'},'tags':{'type':'array','items':{'type':'string'},'confluent:tags':['PII']},"
                    + "'more':{'type':'object','additionalProperties':{'confluent:tags':['PII']}}}}";
    private static final String JSON =
            "{'name':'canary J\u00e4ne','amount':10.50,'none':null,'tags':['canary 1','canary 2'],"
                    + "'b':1e3,'html':'<a>','more':{'x':'canary'}}";

    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"AES256_GCM,0", "AES128_GCM,30", "AES256_SIV,0"})
    void jsonKeepsWhatIsNotMeantAsItWasWritten(String algorithm, int days) {
        for (String kinds : List.of(FIELDS, PAYLOAD, FIELDS + "," + PAYLOAD)) {
            int id = bench.register(SUBJECT, BodyFormat.JSON, JSON_SCHEMA, Bench.rules(algorithm, days, kinds));
            byte[] clear = Framing.joined(Framing.prefix(id), utf8(JSON.replace('\'', '"')));
            byte[] encrypted = encrypt(clear);
            assertThat(text(encrypted)).doesNotContain("canary");
            if (kinds.equals(FIELDS)) {
                assertThat(text(encrypted)).contains("\"amount\":10.50,\"none\":null,", "\"b\":1e3,\"html\":\"<a>\"");
            }
            assertThat(decrypt(encrypted)).isEqualTo(clear);
        }
    }

    @Test
    void jsonFailuresNameTheSchemasPropertiesAlone() {
        int id = bench.register(SUBJECT, BodyFormat.JSON, JSON_SCHEMA, Bench.rules(FIELDS));
        for (String body : List.of(
                "{'more':{'canary':{'x':1}}}", "{'name':4711}", "{'canary':", "canary", "{'name':'canary'} canary")) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .as(body)
                    .isThrownBy(() -> encrypt(Framing.joined(Framing.prefix(id), utf8(body.replace('\'', '"')))))
                    .withMessageNotContaining("canary")
                    .withMessageNotContaining("4711")
                    .withNoCause();
        }
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encrypt(Framing.joined(Framing.prefix(id), new byte[] {'"', (byte) 0xC3, '"'})));
    }

    @ParameterizedTest
    @CsvSource({"AES256_GCM,0", "AES128_GCM,30", "AES256_SIV,0"})
    void protobufMessagesGoByTheirIndexes(String algorithm, int days) throws Exception {
        String schema = Base64.getEncoder().encodeToString(users().toByteArray());
        Descriptor inner = FileDescriptor.buildFrom(users(), new FileDescriptor[0], true)
                .findMessageTypeByName("User")
                .getNestedTypes()
                .get(0);
        for (String kinds : List.of(FIELDS, PAYLOAD, FIELDS + "," + PAYLOAD)) {
            int id = bench.register(SUBJECT, BodyFormat.PROTOBUF, schema, Bench.rules(algorithm, days, kinds));
            byte[] prefix = Framing.prefix(id, new MessageIndexes(List.of(1, 0)));
            byte[] clear = Framing.joined(prefix, card(inner).toByteArray());
            byte[] encrypted = encrypt(clear);
            assertThat(Arrays.copyOf(encrypted, prefix.length)).isEqualTo(prefix);
            assertThat(text(encrypted)).doesNotContain("canary");
            assertThat(decrypt(encrypted)).isEqualTo(clear);
            if (kinds.equals(FIELDS)) {
                byte[] body = Arrays.copyOfRange(encrypted, prefix.length, encrypted.length);
                assertThat(clearNumber(inner, body)).isEqualTo(7L);
                // A message of the file in which nothing is meant.
                byte[] other = Framing.joined(Framing.prefix(id, MessageIndexes.FIRST), new byte[0]);
                assertThat(bench.codec().encrypt(TOPIC, RecordPart.VALUE, other, null))
                        .isEmpty();
            }
        }
        assertThat(bench.server.requests()).anyMatch(each -> each.endsWith("&format=serialized"));
    }

    @Test
    void protobufThatIsNoneIsRefused() {
        String schema = Base64.getEncoder().encodeToString(users().toByteArray());
        int id = bench.register(SUBJECT, BodyFormat.PROTOBUF, schema, Bench.rules(FIELDS));
        byte[] prefix = Framing.prefix(id, new MessageIndexes(List.of(1, 0)));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encrypt(Framing.joined(prefix, new byte[] {10, 99, 'c'})))
                .withMessageContaining("no Protobuf of the schema")
                .withNoCause();
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() ->
                        encrypt(Framing.joined(Framing.prefix(id, new MessageIndexes(List.of(5))), new byte[0])))
                .withMessageContaining("has no message [5]");
        int text = bench.register(SUBJECT, BodyFormat.PROTOBUF, "syntax = \"proto3\";", Bench.rules(FIELDS));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encrypt(Framing.joined(Framing.prefix(text, MessageIndexes.FIRST), new byte[0])))
                .withMessageContaining("did not answer with a serialized file of Protobuf");
        FileDescriptorProto importing =
                users().toBuilder().addDependency("gone.proto").build();
        int gone = bench.register(
                SUBJECT,
                BodyFormat.PROTOBUF,
                Base64.getEncoder().encodeToString(importing.toByteArray()),
                Bench.rules(FIELDS));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encrypt(Framing.joined(Framing.prefix(gone, MessageIndexes.FIRST), new byte[0])))
                .withMessageContaining("imports gone.proto");
    }

    @Test
    void avroSchemasFindWhatTheyReferTo() {
        String address = "{'type':'record','name':'Address','namespace':'a','fields':[{'name':'city','type':'string',"
                + "'confluent:tags':['PII']}]}";
        bench.register("address", BodyFormat.AVRO, address, "{}");
        JsonObject body = Bench.json("{'ruleSet':" + Bench.rules(FIELDS)
                + ",'references':[{'name':'a.Address','subject':'address','version':1}]}");
        body.addProperty(
                "schema",
                "{'type':'record','name':'User','fields':[{'name':'at','type':'a.Address'}]}".replace('\'', '"'));
        int id = bench.server.register(SUBJECT, body);
        byte[] clear = Framing.joined(Framing.prefix(id), new byte[] {12, 'c', 'a', 'n', 'a', 'r', 'y'});
        byte[] encrypted = encrypt(clear);
        assertThat(text(encrypted)).doesNotContain("canary");
        assertThat(decrypt(encrypted)).isEqualTo(clear);
    }

    private byte[] encrypt(byte[] clear) {
        return bench.codec().encrypt(TOPIC, RecordPart.VALUE, clear, null).orElseThrow();
    }

    private byte[] decrypt(byte[] encrypted) {
        return bench.codec().decrypt(TOPIC, RecordPart.VALUE, encrypted, null).orElseThrow();
    }

    /** Messages Empty and User, in which Card: name with a tag, secret bytes with a tag, number without. */
    private static FileDescriptorProto users() {
        UnknownFieldSet meta = UnknownFieldSet.newBuilder()
                .addField(
                        3,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("PII"))
                                .build())
                .build();
        FieldOptions tagged = FieldOptions.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1088,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(meta.toByteString())
                                        .build())
                        .build())
                .build();
        return FileDescriptorProto.newBuilder()
                .setName("users.proto")
                .setSyntax("proto3")
                .addDependency("confluent/meta.proto")
                .addDependency("google/protobuf/timestamp.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Empty"))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("User")
                        .addNestedType(DescriptorProto.newBuilder()
                                .setName("Card")
                                .addField(field("name", 1, FieldDescriptorProto.Type.TYPE_STRING)
                                        .setOptions(tagged))
                                .addField(field("secret", 2, FieldDescriptorProto.Type.TYPE_BYTES)
                                        .setOptions(tagged))
                                .addField(field("number", 3, FieldDescriptorProto.Type.TYPE_INT64))))
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private static DynamicMessage card(Descriptor type) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByNumber(1), "canary J\u00e4ne")
                .setField(type.findFieldByNumber(2), ByteString.copyFromUtf8("canary"))
                .setField(type.findFieldByNumber(3), 7L)
                .build();
    }

    private static Object clearNumber(Descriptor type, byte[] body) throws InvalidProtocolBufferException {
        return DynamicMessage.parseFrom(type, body).getField(type.findFieldByNumber(3));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
