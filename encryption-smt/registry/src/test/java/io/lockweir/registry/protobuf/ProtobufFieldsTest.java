package io.lockweir.registry.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
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
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtobufFieldsTest {
    private static final String RULE =
            "{'domainRules':[{'name':'pii','type':'ENCRYPT','tags':['PII'],'params':{'encrypt.kek.name':'k'}}]}";

    /** Not a cipher: shows what was turned, both ways. */
    private static final FieldCipher MARKING = (rule, bytes) -> {
        byte[] turned = bytes.clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] ^= (byte) 0xFF;
        }
        return turned;
    };

    private final Descriptor user = user("PII");

    @Test
    void fieldsWithTheOptionAreTurnedAndNothingElse() {
        DynamicMessage inner =
                DynamicMessage.newBuilder(user).setField(field("name"), "b").build();
        DynamicMessage message = DynamicMessage.newBuilder(user)
                .setField(field("id"), "7")
                .setField(field("name"), "a")
                .setField(field("photo"), ByteString.copyFrom(new byte[] {1}))
                .addRepeatedField(field("mails"), "a")
                .addRepeatedField(field("mails"), "b")
                .addRepeatedField(field("notes"), entry("key", "a"))
                .setField(field("next"), inner)
                .build();
        Message encrypted = fields(Direction.WRITE, RULE).turned(message, MARKING);
        assertThat(encrypted.getField(field("id"))).isEqualTo("7");
        assertThat(encrypted.getField(field("name"))).isEqualTo("ng==");
        assertThat(encrypted.getField(field("photo"))).isEqualTo(ByteString.copyFrom(new byte[] {-2}));
        assertThat(encrypted.getField(field("mails"))).isEqualTo(List.of("ng==", "nQ=="));
        assertThat(encrypted.getRepeatedField(field("notes"), 0)).isEqualTo(entry("key", "ng=="));
        assertThat(((Message) encrypted.getField(field("next"))).getField(field("name")))
                .isEqualTo("nQ==");
        assertThat(message.getField(field("name"))).as("left as it was").isEqualTo("a");
        assertThat(fields(Direction.READ, RULE).turned(encrypted, MARKING)).isEqualTo(message);
    }

    @Test
    void aFieldThatCanTellThatItIsNotSetStaysSo() {
        DynamicMessage empty = DynamicMessage.newBuilder(user).build();
        Message encrypted = fields(Direction.WRITE, RULE).turned(empty, (rule, bytes) -> new byte[] {1});
        assertThat(encrypted.hasField(field("nick"))).isFalse();
        assertThat(encrypted.hasField(field("next"))).isFalse();
        assertThat(encrypted.getField(field("name"))).isEqualTo("AQ==");
    }

    @Test
    void tagsOfTheMetadataGoByTheFullName() {
        Metadata metadata = Metadata.of(json("{'tags':{'bank.User.id':['PII']}}"));
        ProtobufFields fields = ProtobufFields.of(
                user, EncryptionRules.of(Direction.WRITE, RuleSet.of(json(RULE)), metadata), metadata);
        DynamicMessage message =
                DynamicMessage.newBuilder(user).setField(field("id"), "a").build();
        assertThat(fields.turned(message, MARKING).getField(field("id"))).isEqualTo("ng==");
    }

    @Test
    void whatWouldGoInClearIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, "{}"))
                .withMessageContaining("has tags [PII] and no rule means them");
        assertThat(fields(Direction.READ, "{}").isEmpty()).isTrue();
        Metadata metadata = Metadata.of(json("{'tags':{'bank.User.age':['PII']}}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtobufFields.of(
                        user, EncryptionRules.of(Direction.WRITE, RuleSet.of(json(RULE)), metadata), metadata))
                .withMessageStartingWith("Field bank.User.age has tags of rule pii and is of type INT32");
        Descriptor another = user("OTHER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, RULE)
                        .turned(DynamicMessage.newBuilder(another).build(), MARKING))
                .withMessage("A message of type bank.User is none of bank.User, or of another version of it");
    }

    private ProtobufFields fields(Direction direction, String rules) {
        return ProtobufFields.of(
                user, EncryptionRules.of(direction, RuleSet.of(json(rules)), Metadata.NONE), Metadata.NONE);
    }

    private FieldDescriptor field(String name) {
        return user.findFieldByName(name);
    }

    private Message entry(String key, String value) {
        Descriptor type = field("notes").getMessageType();
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("key"), key)
                .setField(type.findFieldByName("value"), value)
                .build();
    }

    private static Descriptor user(String tag) {
        DescriptorProto entry = DescriptorProto.newBuilder()
                .setName("NotesEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(proto("key", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(proto("value", 2, FieldDescriptorProto.Type.TYPE_STRING))
                .build();
        DescriptorProto message = DescriptorProto.newBuilder()
                .setName("User")
                .addNestedType(entry)
                .addField(proto("id", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(tagged(proto("name", 2, FieldDescriptorProto.Type.TYPE_STRING), tag))
                .addField(tagged(proto("photo", 3, FieldDescriptorProto.Type.TYPE_BYTES), tag))
                .addField(tagged(
                        proto("mails", 4, FieldDescriptorProto.Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED), tag))
                .addField(tagged(
                        proto("notes", 5, FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setLabel(Label.LABEL_REPEATED)
                                .setTypeName(".bank.User.NotesEntry"),
                        tag))
                .addField(
                        proto("next", 6, FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(".bank.User"))
                .addField(proto("age", 7, FieldDescriptorProto.Type.TYPE_INT32))
                .addField(tagged(proto("nick", 8, FieldDescriptorProto.Type.TYPE_STRING), tag)
                        .setProto3Optional(true)
                        .setOneofIndex(0))
                .addOneofDecl(com.google.protobuf.DescriptorProtos.OneofDescriptorProto.newBuilder()
                        .setName("_nick"))
                .build();
        try {
            return FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("user.proto")
                                    .setPackage("bank")
                                    .setSyntax("proto3")
                                    .addMessageType(message)
                                    .build(),
                            new FileDescriptor[0])
                    .findMessageTypeByName("User");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder proto(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    /** As protoc writes an option whose extension it was given. */
    private static FieldDescriptorProto.Builder tagged(FieldDescriptorProto.Builder field, String tag) {
        UnknownFieldSet meta = UnknownFieldSet.newBuilder()
                .addField(
                        3,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(tag))
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

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
