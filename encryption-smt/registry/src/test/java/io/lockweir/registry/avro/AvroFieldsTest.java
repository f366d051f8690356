package io.lockweir.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroFieldsTest {
    private static final String TAG = "'confluent:tags':['PII']";
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

    /** Else its records would count as encrypted. */
    @Test
    void aRecordThatContainsItselfIsEmptyWithoutTags() {
        String text = "{'type':'record','name':'T','fields':[{'name':'n','type':'string'TAGGED},"
                + "{'name':'next','type':['null','T']}]}";
        Schema plain = new Schema.Parser().parse(text.replace("TAGGED", "").replace('\'', '"'));
        Schema tagged =
                new Schema.Parser().parse(text.replace("TAGGED", "," + TAG).replace('\'', '"'));
        assertThat(fields(Direction.WRITE, plain, RULE).isEmpty()).isTrue();
        assertThat(fields(Direction.WRITE, tagged, RULE).isEmpty()).isFalse();
    }

    @Test
    void tagsOnATypeAreRefusedInWriting() {
        Schema schema = record("{'name':'name','type':{'type':'string'," + TAG + "}}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE))
                .withMessageContaining("The type of field")
                .withMessageContaining("Put them beside the field's name");
        assertThat(fields(Direction.READ, schema, RULE).isEmpty()).isTrue();
    }

    @Test
    void textsAndBytesWithTagsAreTurnedAndNothingElse() {
        Schema schema = record(
                "{'name':'id','type':'string'}",
                "{'name':'name','type':'string'," + TAG + "}",
                "{'name':'photo','type':'bytes'," + TAG + "}",
                "{'name':'maybe','type':['null','string']," + TAG + "}",
                "{'name':'none','type':['null','string']," + TAG + "}",
                "{'name':'either','type':['null','bytes','string']," + TAG + "}",
                "{'name':'age','type':'int'}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", "7");
        record.put("name", "Jane");
        record.put("photo", ByteBuffer.wrap(new byte[] {9, 1, 2, 3}, 1, 3));
        record.put("maybe", new Utf8("x"));
        record.put("either", "text");
        record.put("age", 30);
        GenericRecord before = new GenericData.Record((GenericData.Record) record, true);
        GenericRecord encrypted = fields(Direction.WRITE, schema, RULE).turned(record, MARKING);
        assertThat(record).as("left as it was").isEqualTo(before);
        assertThat(encrypted.get("id")).isEqualTo("7");
        assertThat(encrypted.get("name")).isEqualTo("tZ6Rmg==");
        assertThat(encrypted.get("photo")).isEqualTo(ByteBuffer.wrap(new byte[] {-2, -3, -4}));
        assertThat(encrypted.get("maybe")).isEqualTo(new Utf8("hw=="));
        assertThat(encrypted.get("none")).isNull();
        assertThat(encrypted.get("either")).isEqualTo("i5qHiw==");
        assertThat(encrypted.get("age")).isEqualTo(30);
        assertThat(GenericData.get().validate(schema, encrypted)).isTrue();
        assertThat(fields(Direction.READ, schema, RULE).turned(encrypted, MARKING))
                .isEqualTo(record);
    }

    @Test
    void elementsOfArraysAndValuesOfMapsAreTurnedOneByOne() {
        Schema schema = record(
                "{'name':'mails','type':{'type':'array','items':['null','string']}," + TAG + "}",
                "{'name':'notes','type':{'type':'map','values':{'type':'array','items':'bytes'}}," + TAG + "}",
                "{'name':'open','type':{'type':'array','items':'string'}}");
        GenericRecord record = new GenericData.Record(schema);
        List<Object> mails = new ArrayList<>(List.of("a", "b"));
        mails.add(null);
        record.put("mails", mails);
        record.put("notes", new HashMap<>(Map.of("key", List.of(ByteBuffer.wrap(new byte[] {1})))));
        record.put("open", List.of("a"));
        GenericRecord encrypted = fields(Direction.WRITE, schema, RULE).turned(record, MARKING);
        assertThat((List<?>) encrypted.get("mails")).hasSize(3).satisfies(list -> {
            assertThat(list.get(0)).isEqualTo("ng==");
            assertThat(list.get(2)).isNull();
        });
        assertThat(encrypted.get("notes")).isEqualTo(Map.of("key", List.of(ByteBuffer.wrap(new byte[] {-2}))));
        assertThat(encrypted.get("open")).isEqualTo(List.of("a"));
        GenericRecord decrypted = fields(Direction.READ, schema, RULE).turned(encrypted, MARKING);
        assertThat(decrypted.get("mails")).isEqualTo(mails);
        assertThat(decrypted.get("notes")).isEqualTo(record.get("notes"));
    }

    @Test
    void fieldsOfNestedRecordsCountByTheirOwnTags() {
        Schema schema = record(
                "{'name':'address','type':['null',{'type':'record','name':'Address','fields':[{'name':'street','type':'string',"
                        + TAG + "},{'name':'city','type':'string'}]}]}",
                "{'name':'old','type':{'type':'array','items':'Address'}}");
        Schema address = schema.getField("address").schema().getTypes().get(1);
        GenericRecord inner = new GenericData.Record(address);
        inner.put("street", "a");
        inner.put("city", "b");
        GenericRecord record = new GenericData.Record(schema);
        record.put("address", inner);
        record.put("old", List.of(inner));
        GenericRecord encrypted = fields(Direction.WRITE, schema, RULE).turned(record, MARKING);
        for (Object each : List.of(encrypted.get("address"), ((List<?>) encrypted.get("old")).get(0))) {
            assertThat(((GenericRecord) each).get("street")).isEqualTo("ng==");
            assertThat(((GenericRecord) each).get("city")).isEqualTo("b");
        }
    }

    @Test
    void aRecordMayContainItself() {
        Schema schema = record(
                "{'name':'name','type':'string'," + TAG + "}", "{'name':'next','type':['null','com.example.User']}");
        GenericRecord last = new GenericData.Record(schema);
        last.put("name", "b");
        GenericRecord first = new GenericData.Record(schema);
        first.put("name", "a");
        first.put("next", last);
        GenericRecord encrypted = fields(Direction.WRITE, schema, RULE).turned(first, MARKING);
        assertThat(((GenericRecord) encrypted.get("next")).get("name")).isEqualTo("nQ==");
        assertThat(fields(Direction.WRITE, schema, RULE)).isNotNull();
    }

    @Test
    void tagsOfTheMetadataCountAsWell() {
        Schema schema = record("{'name':'name','type':'string'}", "{'name':'id','type':'string'}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("name", "a");
        record.put("id", "b");
        Metadata metadata = Metadata.of(json("{'tags':{'com.example.*.name':['PII']}}"));
        AvroFields fields = AvroFields.of(
                schema,
                EncryptionRules.of(Direction.WRITE, RuleSet.of(json(RULE)), metadata),
                metadata,
                ClearBranches.REFUSE);
        GenericRecord encrypted = fields.turned(record, MARKING);
        assertThat(encrypted.get("name")).isEqualTo("ng==");
        assertThat(encrypted.get("id")).isEqualTo("b");
    }

    @Test
    void aRuleWithoutTagsMeansEveryTextAndBytes() {
        Schema schema = record("{'name':'name','type':'string'}", "{'name':'age','type':'int'}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("name", "a");
        record.put("age", 1);
        GenericRecord encrypted =
                fields(Direction.WRITE, schema, RULE.replace("'PII'", "")).turned(record, MARKING);
        assertThat(encrypted.get("name")).isEqualTo("ng==");
        assertThat(encrypted.get("age")).isEqualTo(1);
    }

    @Test
    void nothingIsDoneWhereNothingIsMeant() {
        Schema schema = record("{'name':'name','type':'string'}");
        assertThat(fields(Direction.WRITE, schema, RULE).isEmpty()).isTrue();
        assertThat(fields(Direction.READ, record("{'name':'name','type':'string'," + TAG + "}"), "{}")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aFieldWithTagsThatNoRuleMeansIsRefused() {
        Schema schema = record("{'name':'name','type':'string'," + TAG + "}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, "{}"))
                .withMessage(
                        "Field com.example.User.name has tags [PII] and no rule means them: it would go in clear. Add a"
                                + " rule, or take the tags away");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'int'", "{'type':'array','items':'int'}", "{'type':'fixed','name':'F','size':4}",
                "{'type':'enum','name':'E','symbols':['A']}", "{'type':'record','name':'R','fields':[]}",
                        "['null','int']"
            })
    void aTypeWithTagsThatCantBeEncryptedIsRefused(String type) {
        Schema schema = record("{'name':'x','type':" + type + "," + TAG + "}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE))
                .withMessageStartingWith("Field com.example.User.x has tags")
                .withMessageContaining("go in clear");
    }

    @Test
    void aUnionWithABranchThatCantBeEncryptedIsRefusedOrTold() {
        Schema schema = record("{'name':'x','type':['null','string','int']," + TAG + "}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE))
                .withMessage(
                        "Field com.example.User.x has tags and is a union with int: such values would go in clear. Take"
                                + " the branch out, or allow it by configuration");
        AvroFields allowed = AvroFields.of(
                schema,
                EncryptionRules.of(Direction.WRITE, RuleSet.of(json(RULE)), Metadata.NONE),
                Metadata.NONE,
                ClearBranches.PASS);
        assertThat(allowed.clearBranches()).containsExactly("com.example.User.x");
        GenericRecord record = new GenericData.Record(schema);
        record.put("x", 7);
        assertThat(allowed.turned(record, MARKING).get("x")).isEqualTo(7);
        record.put("x", "a");
        assertThat(allowed.turned(record, MARKING).get("x")).isEqualTo("ng==");
    }

    @Test
    void valuesThatAreNotOfTheSchemaAreRefusedWithoutTheirText() {
        Schema schema = record(
                "{'name':'name','type':'string'," + TAG + "}", "{'name':'maybe','type':['null','string']," + TAG + "}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("name", ByteBuffer.wrap("canary".getBytes(StandardCharsets.UTF_8)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE).turned(record, MARKING))
                .withMessage(
                        "Field com.example.User.name holds java.nio.HeapByteBuffer, which its schema does not have");
        record.put("name", "a");
        record.put("maybe", new StringBuilder("canary").chars());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE).turned(record, MARKING))
                .withMessageNotContaining("canary")
                .withNoCause();
        Schema other = record("{'name':'other','type':'string'," + TAG + "}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, other, RULE).turned(record, MARKING));
        record.put("name", "John Doe canary");
        record.put("maybe", null);
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> fields(Direction.READ, schema, RULE).turned(record, MARKING))
                .withMessageNotContaining("canary");
    }

    private static AvroFields fields(Direction direction, Schema schema, String rules) {
        return AvroFields.of(
                schema,
                EncryptionRules.of(direction, RuleSet.of(json(rules)), Metadata.NONE),
                Metadata.NONE,
                ClearBranches.REFUSE);
    }

    private static Schema record(String... fields) {
        String text =
                "{'type':'record','name':'User','namespace':'com.example','fields':[" + String.join(",", fields) + "]}";
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }

    private static com.google.gson.JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
