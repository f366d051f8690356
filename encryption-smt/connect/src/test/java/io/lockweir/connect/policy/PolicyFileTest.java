package io.lockweir.connect.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of one line each show their line numbers better than text blocks. */
@SuppressWarnings("StringConcatToTextBlock")
class PolicyFileTest {
    private static final KeyDefaults PLUGIN = new KeyDefaults("default", false);

    @Test
    void readsEverythingItKnows() {
        PolicyFile policy = parse("""
                version: 1
                namespace: ${domain}
                kek: ['pii-${domain}', backup]
                domains:
                  national-id: {type: string, normaliser: nfc}
                  customer: {type: int64}
                rules:
                  - name: customers
                    topics: '(?<domain>[a-z]+)\\.public\\.customers'
                    fields:
                      email: random
                      phones[*]: {mode: random, read: keep}
                      national_id: {mode: join, join.domain: national-id}
                      notes: {mode: random, read: drop}
                      id: clear
                  - name: keys
                    topics: '(?<domain>[a-z]+)\\.public\\.(customers|accounts)'
                    part: key
                    namespace: keys
                    kek: ids
                    fields:
                      id:
                        mode: join
                        join.domain: customer
                  - name: audit
                    topics: '(?<domain>audit)\\..*'
                    part: whole-value
                    mode: random
                """);

        List<FieldRule> values = policy.rules(Part.FIELD_OF_VALUE);
        assertThat(values).hasSize(5).allSatisfy(rule -> assertThat(rule.name()).isEqualTo("customers"));
        TopicRule email = values.get(0).in("bank.public.customers").orElseThrow();
        assertThat(values.get(0).fields()).containsExactly(FieldPath.of("email"));
        assertThat(email.scope()).isEqualTo(new Scope.Namespace("bank"));
        assertThat(email.keks()).containsExactly("pii-bank", "backup");
        assertThat(values)
                .extracting(FieldRule::onRead)
                .containsExactly(OnRead.DECRYPT, OnRead.KEEP, OnRead.DECRYPT, OnRead.DROP, OnRead.DECRYPT);
        assertThat(values.get(1).fields()).containsExactly(FieldPath.parse("phones[*]"));
        assertThat(values.get(2).mode())
                .isEqualTo(new FieldMode.Join(new JoinDomain("national-id", ValueType.STRING, Normaliser.NFC)));
        assertThat(values.get(4).mode()).isEqualTo(new FieldMode.Clear());
        FieldRule key = policy.rules(Part.FIELD_OF_KEY).get(0);
        assertThat(key.mode()).isEqualTo(new FieldMode.Join(JoinDomain.of("customer", ValueType.INT64)));
        assertThat(key.in("shop.public.accounts").orElseThrow().namespace()).isEqualTo("keys");
        assertThat(key.in("shop.public.accounts").orElseThrow().keks()).containsExactly("ids");
        FieldRule whole = policy.rules(Part.WHOLE_VALUE).get(0);
        assertThat(whole.fields()).containsExactly(FieldPath.WHOLE);
        assertThat(whole.in("audit.log").orElseThrow().scope()).isEqualTo(new Scope.Namespace("audit"));
        assertThat(policy.rules(Part.WHOLE_KEY)).isEmpty();
    }

    @Test
    void takesTheNamespaceFromThePluginWhereItHasNone() {
        KeyDefaults given = new KeyDefaults("prod", true);
        TopicRule rule = PolicyFile.parse("p.yaml", rule("email: random"), given)
                .rules(Part.FIELD_OF_VALUE)
                .get(0)
                .in("t")
                .orElseThrow();
        assertThat(rule.namespace()).isEqualTo("prod");
        assertThat(rule.keks()).isEmpty();
        assertThatThrownBy(() -> PolicyFile.parse("p.yaml", "version: 1\nnamespace: a\nrules: []\n", given))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Policy file p.yaml, line 2: `namespace` is a key of the plugin too. Keep one of them.");
    }

    @Test
    void refusesUnknownKeysWithTheirLine() {
        refuses(
                4,
                "the key `topic` is unknown here. Correct or remove it. Known: encrypt.alternate.kms.key.ids, encrypt.dek.algorithm, encrypt.dek.expiry.days, encrypt.kek.name, encrypt.kms.key.id, encrypt.kms.type, fields, kek, name, namespace, others, part, profile, subject.name, tags, tags.subject, topics.",
                "version: 1\nrules:\n  - name: a\n    topic: x\n");
        refuses(
                2,
                "the key `Rules` is unknown here. Correct or remove it. Known: domains, kek, namespace, rules, version.",
                "version: 1\nRules: []\n");
        refuses(
                3,
                "the key `typ` is unknown here. Correct or remove it. Known: normaliser, type.",
                "version: 1\ndomains:\n  d: {typ: string}\nrules: []\n");
        assertThatThrownBy(() -> parse(rule("email: {mode: random, join.domian: x}")))
                .hasMessageStartingWith("Policy file p.yaml, line 6: the key `join.domian` is unknown here.");
        assertThatThrownBy(() ->
                        parse("version: 1\nrules:\n  - name: a\n    topics: x\n    part: whole-key\n    fields: {}\n"))
                .hasMessageStartingWith("Policy file p.yaml, line 6: the key `fields` is unknown here.");
    }

    @Test
    void refusesDuplicatesAndContradictions() {
        refuses(
                7,
                "`email` stands here for the second time, first in line 6. Remove one of them.",
                rule("email: random", "email: clear"));
        refuses(
                7,
                "the field address.street, or one around or inside it, is named already in line 6 (rule 'a') for the same topics. "
                        + "Remove one of them.",
                rule("address: random", "address.street: random"));
        refuses(
                7,
                "the field b.c, or one around or inside it, is named already in line 6 (rule 'a') for the same topics. "
                        + "Remove one of them.",
                rule("b.c.d: random", "b.c: clear"));
        refuses(
                10,
                "the field email is named already in line 6 (rule 'a') for the same topics. Remove one of them.",
                rule("email: random") + "  - name: b\n    topics: .*\n    fields:\n      email: clear\n");
        refuses(
                7,
                "a rule 'a' stands already in line 3. Give every rule a name of its own.",
                rule("email: random") + "  - name: a\n    topics: x\n    fields:\n      email: clear\n");
        refuses(
                6,
                "`join.type` belongs to the domain's declaration under `domains`. Remove it here.",
                "version: 1\ndomains: {d: {type: string}}\nrules:\n  - {name: a, topics: x,\n    fields: {\n"
                        + "      x: {mode: join, join.domain: d, join.type: int64}}}\n");
    }

    @Test
    void saysWhatIsWrongInAField() {
        refuses(
                6,
                "the join domain 'd' is not declared. Add it under `domains` with its type, as in `d: {type: string}`, or "
                        + "correct the name. Declared: [].",
                rule("x: {mode: join, join.domain: d}"));
        assertThatThrownBy(() -> parse(rule("x: ramdom")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Policy file p.yaml, line 6: Invalid value ramdom for configuration mode: ");
        refuses(
                6,
                "Key 'join.domain' is missing. With mode=join name the domain, the same for all fields that shall join.",
                rule("x: join"));
        refuses(6, "`mode` is missing. Say what becomes of the field, as in `mode: random`.", rule("x: {read: keep}"));
        refuses(6, "`read` must be decrypt, keep or drop, not maybe.", rule("x: {mode: random, read: maybe}"));
        refuses(
                6,
                "Field path \"a..b\" expects a field name at position 2; write e.g. address.street, `a.b`.c, items[*].x, "
                        + "labels{*}",
                rule("a..b: random"));
        refuses(6, "a text is expected here, not nothing, a list or a mapping.", rule("x:"));
        refuses(
                3,
                "Key 'join.domain': Join domain d of type INT64 cannot normalise; only STRING domains can",
                "version: 1\ndomains: {d: {type: int64, normaliser: nfc}}\nrules: [{name: a, topics: x, fields: {x: {mode: join, "
                        + "join.domain: d}}}]\n");
    }

    @Test
    void encryptsTheOthersWhereARuleSaysSo() {
        PolicyFile policy = parse("""
                version: 1
                rules:
                  - name: a
                    topics: .*
                    others: {mode: random, read: keep}
                    fields:
                      id: clear
                      address.city: clear
                      iban: {mode: mask, mask.keep.last: 4}
                """);

        List<FieldRule> rules = policy.rules(Part.FIELD_OF_VALUE);
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).mode()).isEqualTo(new FieldMode.Mask(0, 4, "*"));
        assertThat(rules.get(1).selection())
                .isEqualTo(new FieldSelection.AllBut(List.of(FieldPath.of("id"), FieldPath.of("address", "city"))));
        assertThat(rules.get(1).mode()).isEqualTo(new FieldMode.Random());
        assertThat(rules.get(1).onRead()).isEqualTo(OnRead.KEEP);
        String other = "  - name: b\n    topics: .*\n    others: random\n";
        refuses(
                9,
                "`others` stands already in line 5 (rule 'a') for the same topics. Remove one of them.",
                "version: 1\nrules:\n  - name: a\n    topics: .*\n    others: random\n\n" + other);
        refuses(
                5,
                "path.as stands for the path of one field: ciphertexts of several could be exchanged. Give the field a rule of its own",
                "version: 1\nrules:\n  - name: a\n    topics: .*\n    others: {mode: random, path.as: x}\n");
        for (String clear : List.of("clear", "{mode: clear}")) {
            refuses(
                    5,
                    "mode=clear for all fields but some treats nothing: the rest of a row is clear without a rule. Choose what"
                            + " becomes of the rest (random, redact), or remove it",
                    "version: 1\nrules:\n  - name: a\n    topics: .*\n    others: " + clear + "\n");
        }
    }

    @Test
    void refusesAReadThatNobodyWouldFollow() {
        for (String read : List.of("keep", "drop")) {
            for (String mode : List.of("random", "clear")) {
                refuses(
                        7,
                        "`read` is for fields: whole keys and values are decrypted. Remove it.",
                        "version: 1\nrules:\n  - name: a\n    topics: x\n    part: whole-value\n    mode: " + mode
                                + "\n    read: " + read + "\n");
            }
            refuses(
                    8,
                    "`read` has no effect on a clear field beside `others`: readers get it as it is. Remove it.",
                    rule("id: clear", "created:", "  {mode: clear, read: " + read + "}") + "    others: random\n");
        }
        assertThat(parse(
                                "version: 1\nrules:\n  - {name: a, topics: x, part: whole-value, mode: random, read: decrypt}\n")
                        .rules(Part.WHOLE_VALUE))
                .hasSize(1);
        assertThat(parse(rule("id: {mode: clear, read: drop}"))
                        .rules(Part.FIELD_OF_VALUE)
                        .get(0)
                        .onRead())
                .isEqualTo(OnRead.DROP);
    }

    @Test
    void knowsEveryModeOfTheFlatKeys() {
        PolicyFile policy = parse(rule(
                "a: {mode: random, bind.fields: [id, address.city], pad: 32, null: encrypt}",
                "b: {mode: random, path.as: c.d}",
                "e: {mode: redact, redact.value: none}"));

        List<FieldRule> rules = policy.rules(Part.FIELD_OF_VALUE);
        assertThat(rules.get(0).mode().boundTo()).containsExactly(FieldPath.of("id"), FieldPath.of("address", "city"));
        assertThat(rules.get(0).mode().padding().multiple()).isEqualTo(32);
        assertThat(rules.get(0).mode().nulls()).isEqualTo(FieldMode.Nulls.ENCRYPT);
        assertThat(rules.get(1).mode().boundPath(FieldPath.of("b"))).isEqualTo(FieldPath.of("c", "d"));
        assertThat(rules.get(2).mode()).isEqualTo(new FieldMode.Redact("none"));
    }

    @Test
    void saysWhatIsWrongInARule() {
        refuses(
                3,
                "rule 'a' names no field. Write `fields:` and below it `email: random`.",
                "version: 1\nrules:\n  - {name: a, topics: x}\n");
        refuses(3, "`topics` is missing.", "version: 1\nrules:\n  - {name: a, fields: {x: random}}\n");
        refuses(
                4,
                "`topics` is no regular expression: Unclosed group.",
                "version: 1\nrules:\n  - name: a\n    topics: 'x('\n    fields: {x: random}\n");
        refuses(
                3,
                "`part` must be one of key, value, whole-key, whole-value, not both.",
                "version: 1\nrules:\n  - {name: a, topics: x, part: both}\n");
        refuses(
                5,
                "The template pii-${domain} refers to ${domain}, and x has no such group; write (?<name>...) there, or "
                        + "refer to a group by its number.",
                "version: 1\nrules:\n  - name: a\n    topics: x\n    kek: pii-${domain}\n    fields: {x: random}\n");
        refuses(1, "`rules` holds no rule. Name at least one topic and field.", "version: 1\n");
        refuses(1, "the version must be 1. This release knows no other.", "version: 2\n");
        refuses(1, "`version` is missing.", "rules: []\n");
        refuses(2, "`rules` must be a list: begin each entry with `- `.", "version: 1\nrules: {a: b}\n");
    }

    @Test
    void makesNoObjectsAndFollowsNoAliases() {
        refuses(
                1,
                "the tag tag:yaml.org,2002:java.net.URL is not supported. Remove it.",
                "version: !!java.net.URL [\"http://localhost/\"]\n");
        refuses(
                2,
                "anchors and aliases are not supported. Write the value out.",
                "version: 1\nrules: &all []\nkek: *all\n");
        assertThatThrownBy(() -> parse("version: 1\nrules: [\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Policy file p.yaml, line 3: it is no YAML: ");
        assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n")).hasMessageContaining("it is no YAML");
        assertThatThrownBy(() -> parse(""))
                .hasMessage("Policy file p.yaml: it holds no rules. Begin with `version: 1`.");
        assertThatThrownBy(() -> parse("version: " + "x".repeat(1_100_000))).hasMessageContaining("it is no YAML");
    }

    @Test
    void readsAFileAndSaysWhyItCannot(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), rule("email: random"));
        assertThat(PolicyFile.read(file.toString(), PLUGIN).rules(Part.FIELD_OF_VALUE))
                .hasSize(1);
        assertThat(PolicyFile.read(file.toString(), PLUGIN)).hasToString("PolicyFile[" + file + "]");

        Path missing = directory.resolve("none.yaml");
        assertThatThrownBy(() -> PolicyFile.read(missing.toString(), PLUGIN))
                .hasMessage("Policy file " + missing
                        + " can't be read (NoSuchFileException). Mount it on every worker, readable " + "for Connect.");
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThatThrownBy(() -> PolicyFile.read(latin.toString(), PLUGIN))
                .hasMessage("Policy file " + latin + " is not UTF-8. Save it as UTF-8.");
    }

    private static void refuses(int line, String problem, String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Policy file p.yaml, line " + line + ": " + problem);
    }

    /** A file with one rule 'a' for all topics; its first field stands in line 6. */
    private static String rule(String... fields) {
        return "version: 1\nrules:\n  - name: a\n    topics: .*\n    fields:\n      " + String.join("\n      ", fields)
                + "\n";
    }

    private static PolicyFile parse(String text) {
        return PolicyFile.parse("p.yaml", text, PLUGIN);
    }
}
