package io.lockweir.registry.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.UnknownFieldSet;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.registry.avro.AvroTags;
import io.lockweir.registry.json.JsonTags;
import io.lockweir.registry.protobuf.ProtobufTags;
import io.lockweir.registry.rule.Metadata;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The fields with tags of one and the same record, in each format of schemas. */
class TaggedFieldsTest {
    private static final String TAG = "'confluent:tags':['PII']";
    private static final Map<String, String> EXPECTED = Map.of(
            "email", "email [PII]",
            "phones", "phones[*] [PII]",
            "labels", "labels{*} [PHI, PII]",
            "address.street", "address.street [PII]",
            "cards[*].number", "cards[*].number [PII]",
            "byName{*}.street", "byName{*}.street [PII]");
    private static final String[] KNOWN = {
        "id", "address", "address.zip", "cards", "cards[*].kind", "byName", "byName{*}.zip"
    };

    @Test
    void ofAvro() {
        String address = "{'type':'record','name':'Address','fields':[{'name':'street','type':'string'," + TAG
                + "},{'name':'zip','type':'int'}]}";
        TaggedFields fields = avro(
                "{'name':'id','type':'long'},{'name':'email','type':['null','string']," + TAG + "},"
                        + "{'name':'phones','type':{'type':'array','items':'string'}," + TAG + "},"
                        + "{'name':'labels','type':{'type':'map','values':['null','string']}," + TAG + "},"
                        + "{'name':'address','type':['null'," + address + "]},"
                        + "{'name':'cards','type':{'type':'array','items':{'type':'record','name':'Card','fields':["
                        + "{'name':'number','type':'string'," + TAG + "},{'name':'kind','type':'string'}]}}},"
                        + "{'name':'byName','type':{'type':'map','values':'Address'}}",
                "{'tags':{'bank.Customer.labels':['PHI']}}");
        assertThat(text(fields)).isEqualTo(new TreeMap<>(EXPECTED));
        assertThat(fields.known()).map(FieldPath::toString).containsExactlyInAnyOrder(KNOWN);
    }

    @Test
    void ofJson() {
        String address =
                "{'type':'object','properties':{'street':{'type':'string'," + TAG + "},'zip':{'type':'integer'}}}";
        TaggedFields fields = json(
                "{'type':'object','properties':{'id':{'type':'integer'},'email':{'type':['null','string']," + TAG + "},"
                        + "'phones':{'type':'array','items':{'type':'string'}," + TAG + "},"
                        + "'labels':{'type':'object','additionalProperties':{'type':'string'," + TAG + "}},"
                        + "'address':{'oneOf':[{'type':'null'},{'$ref':'#/definitions/a'}]},"
                        + "'cards':{'type':'array','items':{'type':'object','properties':{'number':{'type':'string',"
                        + TAG + "},'kind':{'type':'string'}}}},"
                        + "'byName':{'type':'object','additionalProperties':{'$ref':'#/definitions/a'}}},"
                        + "'definitions':{'a':" + address + "}}",
                "{}");
        Map<String, String> expected = new TreeMap<>(EXPECTED);
        // The tag stands at the values, which are no property with a name.
        expected.remove("labels");
        expected.put("labels{*}", "labels{*} [PII]");
        assertThat(text(fields)).isEqualTo(expected);
        assertThat(fields.known()).map(FieldPath::toString).contains(KNOWN);
    }

    @Test
    void ofProtobuf() throws DescriptorValidationException {
        TaggedFields fields =
                ProtobufTags.of(customer(), Metadata.of(parsed("{'tags':{'bank.Customer.labels':['PHI']}}")));
        assertThat(text(fields)).isEqualTo(new TreeMap<>(EXPECTED));
        assertThat(fields.known()).map(FieldPath::toString).containsExactlyInAnyOrder(KNOWN);
    }

    @Test
    void tagsInTheMetadataCountByFullName() {
        TaggedFields fields = avro("{'name':'id','type':'long'}", "{'tags':{'bank.*.i?':['PII','X']}}");
        assertThat(text(fields)).isEqualTo(Map.of("id", "id [PII, X]"));
        assertThat(fields.known()).isEmpty();
    }

    @Test
    void tagsThatNoPathLeadsToAreRefused() {
        assertRefused("{'name':'x','type':{'type':'string'," + TAG + "}}", "The type of field x has confluent:tags");
        assertRefused(
                "{'name':'x','type':['string',{'type':'record','name':'R','fields':[{'name':'y','type':'string'," + TAG
                        + "}]}]}",
                "Field x is a union of several types, one of which has tags");
        assertRefused(
                "{'name':'x','type':'string'," + TAG + "},{'name':'next','type':['null','Customer']}",
                "Type bank.Customer contains itself and has fields with tags");
        assertRefused("{'name':'x','type':'string','confluent:tags':'PII'}", "that are no array");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json("{'patternProperties':{'a':{" + TAG + "}}}", "{}"))
                .withMessageContaining("patternProperties");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        json("{'properties':{'a':{}},'additionalProperties':{'properties':{'b':{" + TAG + "}}}}", "{}"))
                .withMessageContaining("additionalProperties of $, beside named properties");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json("{'properties':{'a':{'$ref':'other.json'}}}", "{}"))
                .withMessageContaining("another document");
    }

    @Test
    void aTypeThatContainsItselfWithoutTagsIsRead() {
        TaggedFields fields = avro("{'name':'x','type':'string'},{'name':'next','type':['null','Customer']}", "{}");
        assertThat(fields.tagged()).isEmpty();
        assertThat(fields.known()).map(FieldPath::toString).containsExactlyInAnyOrder("x", "next");
    }

    @Test
    void theImagesOfAChangeEventAreOneRow() {
        String row =
                "{'type':'record','name':'Row','fields':[{'name':'id','type':'int'},{'name':'email','type':'string',"
                        + TAG + "}]}";
        TaggedFields event = avro(
                "{'name':'before','type':['null'," + row + "]},{'name':'after','type':['null','Row']},"
                        + "{'name':'op','type':'string'}",
                "{'tags':{'bank.Row.email':['X']}}");
        assertThat(event.isChangeEvent()).isTrue();
        assertThat(text(event.ofRow())).isEqualTo(Map.of("email", "email [PII, X]"));
        assertThat(event.ofRow().known()).map(FieldPath::toString).containsExactly("id");
        TaggedFields beside = avro(
                "{'name':'before','type':['null'," + row + "]},{'name':'after','type':['null','Row']},"
                        + "{'name':'op','type':'string'," + TAG + "}",
                "{}");
        assertThatIllegalArgumentException()
                .as("no rule reaches it")
                .isThrownBy(beside::ofRow)
                .withMessageContaining("Field op of a change event has tags");
        TaggedFields plain = avro("{'name':'after','type':'string'}", "{}");
        assertThat(plain.isChangeEvent()).isFalse();
        assertThat(plain.ofRow()).isEqualTo(plain);
    }

    private static void assertRefused(String fields, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> avro(fields, "{}"))
                .withMessageContaining(message);
    }

    private static Map<String, String> text(TaggedFields fields) {
        return fields.tagged().stream()
                .collect(Collectors.toMap(
                        field -> field.path().toString(),
                        field -> field.values() + " " + new TreeSet<>(field.tags()),
                        (one, other) -> one + " twice",
                        TreeMap::new));
    }

    private static TaggedFields avro(String fields, String metadata) {
        String schema = "{'type':'record','name':'Customer','namespace':'bank','fields':[" + fields + "]}";
        return AvroTags.of(new Schema.Parser().parse(schema.replace('\'', '"')), Metadata.of(parsed(metadata)));
    }

    private static TaggedFields json(String schema, String metadata) {
        return JsonTags.of(schema.replace('\'', '"'), Metadata.of(parsed(metadata)));
    }

    private static com.google.gson.JsonElement parsed(String json) {
        return JsonParser.parseString(json.replace('\'', '"'));
    }

    private static Descriptor customer() throws DescriptorValidationException {
        DescriptorProto address = DescriptorProto.newBuilder()
                .setName("Address")
                .addField(tagged(field("street", 1, FieldDescriptorProto.Type.TYPE_STRING)))
                .addField(field("zip", 2, FieldDescriptorProto.Type.TYPE_INT32))
                .build();
        DescriptorProto card = DescriptorProto.newBuilder()
                .setName("Card")
                .addField(tagged(field("number", 1, FieldDescriptorProto.Type.TYPE_STRING)))
                .addField(field("kind", 2, FieldDescriptorProto.Type.TYPE_STRING))
                .build();
        DescriptorProto customer = DescriptorProto.newBuilder()
                .setName("Customer")
                .addNestedType(entry("LabelsEntry", field("value", 2, FieldDescriptorProto.Type.TYPE_STRING)))
                .addNestedType(entry(
                        "ByNameEntry",
                        field("value", 2, FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setTypeName(".bank.Address")))
                .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_INT64))
                .addField(tagged(field("email", 2, FieldDescriptorProto.Type.TYPE_STRING)))
                .addField(tagged(field("phones", 3, FieldDescriptorProto.Type.TYPE_STRING))
                        .setLabel(Label.LABEL_REPEATED))
                .addField(tagged(field("labels", 4, FieldDescriptorProto.Type.TYPE_MESSAGE))
                        .setLabel(Label.LABEL_REPEATED)
                        .setTypeName(".bank.Customer.LabelsEntry"))
                .addField(field("address", 5, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".bank.Address"))
                .addField(field("cards", 6, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setLabel(Label.LABEL_REPEATED)
                        .setTypeName(".bank.Card"))
                .addField(field("byName", 7, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setLabel(Label.LABEL_REPEATED)
                        .setTypeName(".bank.Customer.ByNameEntry"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("bank.proto")
                .setPackage("bank")
                .setSyntax("proto3")
                .addMessageType(customer)
                .addMessageType(address)
                .addMessageType(card)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Customer");
    }

    private static DescriptorProto entry(String name, FieldDescriptorProto.Builder value) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(value)
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    /** As protoc writes an option whose extension it was given. */
    private static FieldDescriptorProto.Builder tagged(FieldDescriptorProto.Builder field) {
        UnknownFieldSet meta = UnknownFieldSet.newBuilder()
                .addField(
                        3,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("PII"))
                                .build())
                .build();
        UnknownFieldSet options = UnknownFieldSet.newBuilder()
                .addField(
                        1088,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(meta.toByteString())
                                .build())
                .build();
        return field.setOptions(FieldOptions.newBuilder().setUnknownFields(options));
    }
}
