package io.lockweir.sink.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.RegistryConfig;
import io.lockweir.connect.record.OnShredded;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.sink.record.policy.PoliciesByTable;
import io.lockweir.sink.record.policy.PoliciesByTopic;
import io.lockweir.sink.record.policy.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordConfigTest {

    @Test
    void hasSafeDefaults() {
        RecordConfig config = config();
        assertThat(config.fieldKeys().keySource()).isEmpty();
        assertThat(policies(config)).isEmpty();
        assertThat(config.rowImages()).isEqualTo(RowImages.AUTO);
        assertThat(config.onSchemaLost()).isEqualTo(OnSchemaLost.FAIL);
        assertThat(config.onShredded()).isEqualTo(OnShredded.FAIL);
        assertThat(config.onUnavailable()).isEqualTo(OnUnavailable.FAIL);
        assertThat(config.placeholder()).isEqualTo("__debezium_unavailable_value");
        assertThat(config.columns())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        MetadataColumn.OPERATION, "_op",
                        MetadataColumn.SOURCE_LSN, "_source_lsn",
                        MetadataColumn.SOURCE_TRANSACTION, "_source_transaction",
                        MetadataColumn.TRANSACTION_ORDER, "_transaction_order",
                        MetadataColumn.SOURCE_TIME, "_source_ts",
                        MetadataColumn.EVENT_TIME, "_event_ts",
                        MetadataColumn.KAFKA_TIME, "_kafka_ts",
                        MetadataColumn.TOPIC, "_topic",
                        MetadataColumn.PARTITION, "_kafka_partition",
                        MetadataColumn.OFFSET, "_offset"));
    }

    @Test
    void definesExactlyItsKeys() {
        Set<String> names = new TreeSet<>(RecordConfig.addTo(new ConfigDef()).names());
        Set<String> shared =
                RegistryConfig.addTo(KeySourceConfig.addTo(new ConfigDef())).names();
        assertThat(names).containsAll(shared);
        names.removeAll(shared);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "mapping.topics",
                        "mapping.regex",
                        "mapping.regex.table",
                        "mapping.header",
                        "mapping.header.tables",
                        "columns.case",
                        "columns.names",
                        "on.unknown.field",
                        "write.mode",
                        "upsert.tables",
                        "upsert.key.columns",
                        "quality.rules",
                        "write.wap.branch",
                        "policy.file",
                        "policies",
                        "policy.tables",
                        "policy.decrypt",
                        "policy.keep",
                        "policy.drop",
                        "policy.profile",
                        "policy.mode",
                        "policy.join.domain",
                        "policy.join.type",
                        "policy.join.normaliser",
                        "policy.encrypt.kek.name",
                        "policy.encrypt.kms.type",
                        "policy.encrypt.kms.key.id",
                        "policy.encrypt.alternate.kms.key.ids",
                        "policy.encrypt.dek.algorithm",
                        "policy.encrypt.dek.expiry.days",
                        "policy.subject.name",
                        "on.plaintext",
                        "on.plaintext.until",
                        "row.images",
                        "on.schema.lost",
                        "on.shredded",
                        "on.unavailable.value",
                        "unavailable.value.placeholder",
                        "columns.op",
                        "columns.source.lsn",
                        "columns.source.transaction",
                        "columns.transaction.order",
                        "columns.source.ts",
                        "columns.event.ts",
                        "columns.kafka.ts",
                        "columns.topic",
                        "columns.partition",
                        "columns.offset");
    }

    @Test
    void addsTheKeysOfNamedPolicies() {
        assertThat(RecordConfig.addDynamicTo(new ConfigDef(), Map.of("policies", "a,b"))
                        .names())
                .contains("policies.a.decrypt", "policies.b.join.domain")
                .hasSize(34);
        assertThat(RecordConfig.addDynamicTo(new ConfigDef(), Map.of()).names()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        RecordConfig config = config(
                "row.images", "DEBEZIUM",
                "on.schema.lost", "base",
                "on.shredded", "Redact",
                "on.unavailable.value", "Keep",
                "unavailable.value.placeholder", "gone",
                "columns.op", "operation",
                "columns.topic", "");
        assertThat(config.rowImages()).isEqualTo(RowImages.DEBEZIUM);
        assertThat(config.onSchemaLost()).isEqualTo(OnSchemaLost.BASE);
        assertThat(config.onShredded()).isEqualTo(OnShredded.REDACT);
        assertThat(config.onUnavailable()).isEqualTo(OnUnavailable.KEEP);
        assertThat(config.placeholder()).isEqualTo("gone");
        assertThat(config.columns()).containsEntry(MetadataColumn.OPERATION, "operation");
        assertThat(config.columns()).doesNotContainKey(MetadataColumn.TOPIC);
    }

    @Test
    void readsTheShortForm() {
        RecordConfig config = config(
                "keyset.file", "keys.json",
                "namespace", "prod",
                "policy.tables", "bank\\..*",
                "policy.decrypt", "email,items[*].card",
                "policy.keep", "note",
                "policy.drop", "internal");
        assertThat(config.fieldKeys().keySource()).isPresent();
        PolicyRule policy = policies(config).get(0);
        assertThat(policy.mode().scope(policy.namespace().toString())).contains(new Scope.Namespace("prod"));
        assertThat(policy.matches(TableIdentifier.of("bank", "x"))).isTrue();
        assertThat(policy.matches(TableIdentifier.of("other", "bank"))).isFalse();
        assertThat(policy.actions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        FieldPath.parse("email"), OnRead.DECRYPT,
                        FieldPath.parse("items[*].card"), OnRead.DECRYPT,
                        FieldPath.parse("note"), OnRead.KEEP,
                        FieldPath.parse("internal"), OnRead.DROP));
    }

    @Test
    void readsNamedPolicies() {
        List<PolicyRule> policies = policies(config(
                "keyset.file", "keys.json",
                "policies", "ids,rest",
                "policies.ids.decrypt", "id",
                "policies.ids.mode", "join",
                "policies.ids.join.domain", "customers",
                "policies.ids.join.type", "int64",
                "policies.rest.decrypt", "email",
                "policies.rest.tables", "(?<area>[a-z]+)\\..*",
                "policies.rest.namespace", "ns-${area}"));
        assertThat(policies).extracting(PolicyRule::name).containsExactly("ids", "rest");
        assertThat(policies.get(1).namespace()).hasToString("ns-${area}");
        assertThat(policies.get(0).mode().scope("any"))
                .contains(new Scope.Join(new JoinDomain("customers", ValueType.INT64, Normaliser.NONE)));
    }

    @Test
    void saysWhatIsWrong() {
        refuses(
                "Set exactly one of 'keyset.file' and 'keyset.json' with key.source=keyset.",
                "policy.decrypt",
                "email");
        refuses(
                "policies.a.* names no field; set policies.a.decrypt, policies.a.keep or policies.a.drop",
                "policies",
                "a");
        refuses("policies names a policy twice", "policies", "a,a", "policies.a.drop", "x");
        refuses("Both policies and policy.* are set; use one of the forms", "policies", "a", "policy.drop", "x");
        refuses("policy.* names the field x twice; a field has one action", "policy.drop", "x", "policy.keep", "x");
        refuses(
                "policy.mode=join and policy.join.domain belong together; set both or none",
                "policy.drop",
                "x",
                "policy.mode",
                "join");
        refuses(
                "policy.mode=join and policy.join.domain belong together; set both or none",
                "policy.drop",
                "x",
                "policy.join.domain",
                "d");
        refuses("policy.tables is not a regular expression: Unclosed group", "policy.tables", "(");
        refuses(
                "columns.event.ts names the column _source_ts, which another columns.* key names",
                "columns.event.ts",
                "_source_ts");
        refuses(
                "columns.partition names the column _partition, a name that Iceberg reserves: Spark reads and compacts no table"
                        + " that has it; choose another",
                "columns.partition",
                "_partition");
        assertThatThrownBy(() -> config("policy.decrypt", "a..b"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("policy.decrypt: ");
        assertThatThrownBy(() -> config("on.unavailable.value", "ignore")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> config("on.shredded", "keep")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> config("row.images", "x")).isInstanceOf(ConfigException.class);
    }

    @Test
    void takesThePolicyFromAFileInstead(@TempDir Path directory) throws IOException {
        String file = Files.writeString(directory.resolve("policy.yaml"), """
                        version: 1
                        rules:
                          - name: customers
                            topics: bank.customers
                            fields: {email: random, note: {mode: random, read: keep}}
                        """).toString();

        RecordConfig config = config("policy.file", file, "keyset.file", "keys.json", "namespace", "prod");

        assertThat(config.fieldKeys().keySource()).isPresent();
        List<FieldRule> rules = ((PoliciesByTopic) config.policies()).rules();
        assertThat(rules).extracting(FieldRule::onRead).containsExactly(OnRead.DECRYPT, OnRead.KEEP);
        assertThat(rules.get(0).in("bank.customers").orElseThrow().namespace()).isEqualTo("prod");
        refuses(
                "Both 'policy.file' and 'policy.*' are set. Keep the policy file, or the keys: never both.",
                "policy.file",
                file,
                "policy.decrypt",
                "email");
        refuses(
                "Both 'policy.file' and 'policies' are set. Keep the policy file, or the keys: never both.",
                "policy.file",
                file,
                "policies",
                "a",
                "policies.a.decrypt",
                "email");
        refuses(
                "policies.a.namespace: The template ${area} refers to ${area}, and .* has no such group; write (?<name>...) there, or"
                        + " refer to a group by its number.",
                "policies",
                "a",
                "policies.a.drop",
                "email",
                "policies.a.namespace",
                "${area}");
    }

    private static void refuses(String message, String... keysAndValues) {
        assertThatThrownBy(() -> config(keysAndValues))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private static List<PolicyRule> policies(RecordConfig config) {
        return ((PoliciesByTable) config.policies()).policies();
    }

    private static RecordConfig config(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        properties.put("mapping.topics", "a:b.c");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RecordConfig.of(properties);
    }
}
