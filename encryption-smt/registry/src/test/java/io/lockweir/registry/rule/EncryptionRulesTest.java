package io.lockweir.registry.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionRulesTest {
    private static final String PII =
            "{'name':'encryptPII','kind':'TRANSFORM','mode':'WRITEREAD','type':'ENCRYPT','tags':['PII'],"
                    + "'params':{'encrypt.kek.name':'kek1','encrypt.kms.type':'hcvault','encrypt.kms.key.id':'https://v/transit/keys/k',"
                    + "'encrypt.dek.algorithm':'AES256_SIV','encrypt.dek.expiry.days':'30',"
                    + "'encrypt.alternate.kms.key.ids':'a, b,'},'onFailure':'ERROR,ERROR','disabled':false}";
    private static final Metadata NONE = Metadata.NONE;

    @Test
    void readsARuleOfTheSpecification() {
        EncryptionRules rules = rules(Direction.WRITE, domain(PII), NONE);
        EncryptionRule rule = rules.fields().get(0);
        assertThat(rule.name()).isEqualTo("encryptPII");
        assertThat(rule.keys())
                .isEqualTo(new KeyRequest(
                        "kek1",
                        Optional.of("hcvault"),
                        Optional.of("https://v/transit/keys/k"),
                        List.of("a", "b"),
                        DekAlgorithm.AES256_SIV,
                        30));
        assertThat(rule.keys().format()).isEqualTo(BlobFormat.VERSIONED);
        assertThat(rules.payload()).isEmpty();
        assertThat(rules(Direction.WRITE, "null", NONE).isEmpty()).isTrue();
    }

    @Test
    void defaultsAreTheirs() {
        EncryptionRule rule = rules(
                        Direction.READ, domain("{'name':'a','type':'ENCRYPT','params':{'encrypt.kek.name':'k'}}"), NONE)
                .fields()
                .get(0);
        assertThat(rule.tags()).isEmpty();
        assertThat(rule.keys())
                .isEqualTo(
                        new KeyRequest("k", Optional.empty(), Optional.empty(), List.of(), DekAlgorithm.AES256_GCM, 0));
        assertThat(rule.keys().format()).isEqualTo(BlobFormat.PLAIN);
    }

    @Test
    void aParameterComesFromTheRuleThenFromTheMetadata() {
        Metadata metadata = Metadata.of(
                json(
                        "{'properties':{'encrypt.kms.type':'gcp-kms','encrypt.kek.name':'other','encrypt.dek.algorithm':null}}"));
        KeyRequest keys = rules(
                        Direction.WRITE,
                        domain("{'name':'a','type':'ENCRYPT','params':{'encrypt.kek.name':'k'}}"),
                        metadata)
                .fields()
                .get(0)
                .keys();
        assertThat(keys.kek()).isEqualTo("k");
        assertThat(keys.kmsType()).contains("gcp-kms");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:us-east-1:1:key/ab-c_d, aws-kms-us-east-1-1-key-ab-c_d, aws-kms",
        "projects/p/x.y, projects-p-x-y, ''"
    })
    void aNameIsMadeOfTheKeyIdWhereNoneIsGiven(String keyId, String name, String type) {
        KeyRequest keys = rules(
                        Direction.WRITE,
                        domain("{'name':'a','type':'ENCRYPT','params':{'encrypt.kms.key.id':'" + keyId + "'}}"),
                        NONE)
                .fields()
                .get(0)
                .keys();
        assertThat(keys.kek()).isEqualTo(name);
        assertThat(keys.kmsType().orElse("")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1kek", "-kek", "kek.1", "k\u00e9k", "kek 1"})
    void aNameThatIsNoneIsRefused(String name) {
        assertRefused(
                Direction.WRITE,
                domain(PII.replace("kek1", name)),
                "Rule encryptPII has an encrypt.kek.name that is none: a letter or _, then at most 255 letters, digits, _"
                        + " or -. Correct it in the registry");
        assertRefused(Direction.WRITE, domain(PII.replace("kek1", "k".repeat(257))), "Rule encryptPII has an");
        rules(Direction.WRITE, domain(PII.replace("kek1", "_" + "k".repeat(255))), NONE);
    }

    @Test
    void modesAndDisabledRulesAreKept() {
        assertThat(rules(Direction.READ, domain(PII.replace("WRITEREAD", "WRITE")), NONE)
                        .isEmpty())
                .isTrue();
        assertThat(rules(Direction.WRITE, domain(PII.replace("WRITEREAD", "READ")), NONE)
                        .isEmpty())
                .isTrue();
        assertThat(rules(Direction.WRITE, domain(PII.replace("'disabled':false", "'disabled':true")), NONE)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void readingRunsTheLastRuleFirst() {
        String two = domain(PII + "," + PII.replace("encryptPII", "second").replace("'PII'", "'SECRET'"));
        assertThat(rules(Direction.WRITE, two, NONE).fields())
                .extracting(EncryptionRule::name)
                .containsExactly("encryptPII", "second");
        assertThat(rules(Direction.READ, two, NONE).fields())
                .extracting(EncryptionRule::name)
                .containsExactly("second", "encryptPII");
    }

    @Test
    void aPayloadRuleStandsUnderEncodingRules() {
        String payload = PII.replace("'ENCRYPT'", "'ENCRYPT_PAYLOAD'");
        EncryptionRules rules = rules(Direction.WRITE, "{'encodingRules':[" + payload + "]}", NONE);
        assertThat(rules.payload()).isPresent();
        assertThat(rules.fields()).isEmpty();
        assertRefused(Direction.WRITE, domain(payload), "Rule encryptPII is of type ENCRYPT_PAYLOAD");
        assertRefused(Direction.WRITE, "{'encodingRules':[" + PII + "]}", "Rule encryptPII is of type ENCRYPT,");
        assertRefused(
                Direction.WRITE,
                "{'encodingRules':[" + payload + "," + payload.replace("encryptPII", "b") + "]}",
                "There are several rules of type ENCRYPT_PAYLOAD");
    }

    @Test
    void whatWouldPassARecordInClearIsRefused() {
        assertRefused(
                Direction.WRITE,
                domain(PII.replace("ERROR,ERROR", "NONE")),
                "Rule encryptPII has onFailure NONE, which would pass a record on as it is. Set it to ERROR");
        rules(Direction.READ, domain(PII.replace("ERROR,ERROR", "ERROR,NONE")), NONE);
        assertRefused(Direction.READ, domain(PII.replace("ERROR,ERROR", "ERROR,DLQ")), "has onFailure DLQ");
        rules(Direction.WRITE, domain(PII.replace("ERROR,ERROR", "ERROR,NONE")), NONE);
        assertRefused(Direction.WRITE, domain(PII.replace("'ENCRYPT'", "'CEL_FIELD'")), "is of type CEL_FIELD");
        assertRefused(
                Direction.WRITE,
                domain(PII.replace("'ENCRYPT'", "'CEL'").replace("TRANSFORM", "CONDITION")),
                "is of type CEL");
        assertThat(rules(
                                Direction.READ,
                                domain(PII.replace("'ENCRYPT'", "'CEL'").replace("TRANSFORM", "CONDITION")),
                                NONE)
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AES256_SIV|DES|has an encrypt.dek.algorithm that is not known",
                "30|-1|has an encrypt.dek.expiry.days that is no whole number",
                "30|1.5|has an encrypt.dek.expiry.days that is no whole number",
                "TRANSFORM|OTHER|is of kind OTHER",
                "WRITEREAD|ALWAYS|has mode ALWAYS"
            })
    void parametersThatAreNotUnderstoodAreRefused(String from, String to, String message) {
        assertRefused(Direction.WRITE, domain(PII.replace(from, to)), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'domainRules':{}}",
                "{'domainRules':[1]}",
                "{'domainRules':[{}]}",
                "{'domainRules':[{'name':'a'}]}",
                "{'domainRules':[{'name':'a','type':'ENCRYPT','tags':'PII'}]}",
                "{'domainRules':[{'name':'a','type':'ENCRYPT','params':[]}]}",
                "{'domainRules':[{'name':'a','type':'ENCRYPT'}]}"
            })
    void jsonOfAnotherFormIsRefused(String ruleSet) {
        assertThatIllegalArgumentException().isThrownBy(() -> rules(Direction.WRITE, ruleSet, NONE));
    }

    @Test
    void aRuleMeansFieldsThatShareATag() {
        EncryptionRules write = rules(Direction.WRITE, domain(PII), NONE);
        assertThat(write.ruleOf("User.name", Set.of("PII", "OTHER"))).isPresent();
        assertThat(write.ruleOf("User.id", Set.of())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write.ruleOf("User.card", Set.of("PCI")))
                .withMessage(
                        "Field User.card has tags [PCI] and no rule means them: it would go in clear. Add a rule, or"
                                + " take the tags away");
        assertThat(rules(Direction.READ, domain(PII), NONE).ruleOf("User.card", Set.of("PCI")))
                .isEmpty();
        EncryptionRules all = rules(Direction.WRITE, domain(PII.replace("'PII'", "")), NONE);
        assertThat(all.ruleOf("User.id", Set.of())).isPresent();
        EncryptionRules two = rules(Direction.WRITE, domain(PII + "," + PII.replace("encryptPII", "b")), NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.ruleOf("User.name", Set.of("PII")))
                .withMessage("Field User.name is meant by several rules: [encryptPII, b]. Leave one");
    }

    @ParameterizedTest
    @CsvSource({
        "User.*,User.name,true",
        "User.*,User.address.street,false",
        "User.**,User.address.street,true",
        "User.nam?,User.name,true",
        "*.name,User.name,true",
        "*.name,com.User.name,false",
        "**.name,com.User.name,true",
        "$.a.b,$.a.b,true",
        "User.(x),User.(x),true",
        "User.n,User.name,false"
    })
    void tagsOfTheMetadataGoByWildcards(String pattern, String name, boolean matches) {
        Metadata metadata = Metadata.of(json("{'tags':{'" + pattern + "':['PII','A']}}"));
        assertThat(metadata.tagsOf(name)).isEqualTo(matches ? Set.of("PII", "A") : Set.of());
    }

    @Test
    void textsHoldNoParameters() {
        Rule rule = RuleSet.of(json(domain(PII))).domainRules().get(0);
        assertThat(rule.toString()).doesNotContain("https").contains("encryptPII");
        assertThat(Metadata.of(json("{'properties':{'token':'canary'}}")).toString())
                .doesNotContain("canary");
    }

    private static void assertRefused(Direction direction, String ruleSet, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(direction, ruleSet, NONE))
                .withMessageContaining(message);
    }

    private static EncryptionRules rules(Direction direction, String ruleSet, Metadata metadata) {
        return EncryptionRules.of(direction, RuleSet.of(json(ruleSet)), metadata);
    }

    private static String domain(String rules) {
        return "{'domainRules':[" + rules + "]}";
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
