package io.lockweir.registry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'names':{'type':'array','items':{'type':'string',TAG}}}}",
                "{'properties':{'names':{'type':'array','items':[{'type':'string',TAG}]}}}",
                "{'properties':{'a':{'type':'string',TAG}},'patternProperties':{'^b':{'type':'string',TAG}}}",
                "{'if':{},'then':{'properties':{'a':{'type':'string',TAG}}}}",
                "{'properties':{'a':{'not':{'type':'string',TAG}}}}",
                "{'$defs':{'a':{'prefixItems':[{'type':'string',TAG}]}}}",
                "{'type':'object',TAG}"
            })
    void tagsThatNobodyAsksForAreRefusedInWriting(String schema) {
        String text = schema.replace("TAG", TAG);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, text, RULE, Metadata.NONE))
                .withMessageContaining("where they don't count");
        fields(Direction.READ, text, RULE, Metadata.NONE);
    }

    @Test
    void aRecordThatIsNoObjectIsRefused() {
        String all = RULE.replace("'tags':['PII'],", "");
        JsonFields write = fields(Direction.WRITE, "{'type':'array','items':{'type':'string'}}", all, Metadata.NONE);
        assertThat(write.isEmpty()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write.turned(List.of("canary"), MARKING))
                .withMessageContaining("no JSON object")
                .withMessageNotContaining("canary");
    }

    @Test
    void textsWithTagsAreTurnedAndNothingElse() {
        String schema = "{'type':'object','properties':{'id':{'type':'string'},'name':{'type':'string'," + TAG + "},"
                + "'maybe':{'oneOf':[{'type':'null'},{'type':'string'," + TAG + "}]},"
                + "'mails':{'type':'array'," + TAG + ",'items':{'type':'string'}},"
                + "'address':{'$ref':'#/definitions/address'},'old':{'type':'array','items':{'$ref':'#/definitions/address'}},"
                + "'other':{'type':'object','additionalProperties':{'type':'string'," + TAG + "}}},"
                + "'definitions':{'address':{'type':'object','properties':{'street':{'type':'string'," + TAG + "},"
                + "'next':{'$ref':'#/definitions/address'},'city':{}}}}}";
        Map<String, Object> address = Map.of("street", "a", "city", "b", "next", Map.of("street", "b"));
        Map<String, Object> value = new HashMap<>(Map.of(
                "id", "7",
                "name", "a",
                "mails", List.of("a", "b"),
                "address", address,
                "old", List.of(address),
                "other", Map.of("any", "a"),
                "unknown", List.of(1, true)));
        value.put("maybe", null);
        Map<String, Object> before = new HashMap<>(value);
        JsonFields write = fields(Direction.WRITE, schema, RULE, Metadata.NONE);
        Map<?, ?> encrypted = (Map<?, ?>) write.turned(value, MARKING);
        assertThat(value).as("left as it was").isEqualTo(before);
        Map<String, Object> turned = Map.of("street", "ng==", "city", "b", "next", Map.of("street", "nQ=="));
        Map<String, Object> expected = new HashMap<>(Map.of(
                "id", "7",
                "name", "ng==",
                "mails", List.of("ng==", "nQ=="),
                "address", turned,
                "old", List.of(turned),
                "other", Map.of("any", "ng=="),
                "unknown", List.of(1, true)));
        expected.put("maybe", null);
        assertThat(encrypted).isEqualTo(expected);
        assertThat(fields(Direction.READ, schema, RULE, Metadata.NONE).turned(encrypted, MARKING))
                .isEqualTo(value);
    }

    @Test
    void tagsOfTheMetadataGoByThePath() {
        Metadata metadata = Metadata.of(json("{'tags':{'$.a.b':['PII']}}"));
        String schema = "{'properties':{'a':{'items':{'properties':{'b':{}}}}}}";
        assertThat(fields(Direction.WRITE, schema, RULE, metadata)
                        .turned(Map.of("a", List.of(Map.of("b", "a", "c", "a"))), MARKING))
                .isEqualTo(Map.of("a", List.of(Map.of("b", "ng==", "c", "a"))));
    }

    @Test
    void whatWouldGoInClearIsRefused() {
        String schema = "{'properties':{'x':{" + TAG + "}}}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, "{}", Metadata.NONE))
                .withMessageStartingWith("Field $.x has tags [PII] and no rule means them");
        JsonFields fields = fields(Direction.WRITE, schema, RULE, Metadata.NONE);
        List<Object> nested = new ArrayList<>(List.of("a", 4711));
        for (Object value : List.of(4711, Map.of("a", "canary"), nested, true)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fields.turned(Map.of("x", value), MARKING))
                    .withMessageStartingWith("Property $.x has tags and holds java")
                    .withMessageNotContainingAny("4711", "canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "true",
                "{'properties':{'a':{'$ref':'other.json'}}}",
                "{'properties':{'a':{'$ref':'#/definitions/x'}}}",
                "{'properties':{'a':{'confluent:tags':'PII'}}}"
            })
    void aSchemaThatIsNotUnderstoodIsRefused(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields(Direction.WRITE, schema, RULE, Metadata.NONE))
                .withMessageStartingWith("The schema ");
    }

    private static JsonFields fields(Direction direction, String schema, String rules, Metadata metadata) {
        return JsonFields.of(
                schema.replace('\'', '"'), EncryptionRules.of(direction, RuleSet.of(json(rules)), metadata), metadata);
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
