package io.lockweir.connect.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.connect.EncryptFields;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.ModeKeys;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.Profile;
import io.lockweir.connect.rule.RuleConfig;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are real: they load, and they say what the flat keys say. */
class PolicyExamplesTest {
    private static final Path HOME = Path.of("..", "..");
    private static final KeyDefaults PLUGIN = new KeyDefaults("default", false);

    @Test
    void theExampleOfThePageLoads() throws IOException {
        PolicyFile policy = PolicyFile.parse("policy-file.md", example(), PLUGIN);

        assertThat(policy.rules(Part.FIELD_OF_VALUE))
                .extracting(FieldRule::name)
                .contains("customers", "accounts");
        assertThat(policy.rules(Part.FIELD_OF_KEY)).hasSize(1);
        assertThat(policy.rules(Part.WHOLE_VALUE)).hasSize(1);
        PathTree tree = PathTree.of("eu.public.accounts", policy.rules(Part.FIELD_OF_VALUE));
        TopicRule others = Objects.requireNonNull(tree.rest());
        assertThat(others.namespace()).isEqualTo("accounts-eu");
        assertThat(others.keks()).containsExactly("accounts-eu");
        assertThat(PathTree.of("us.public.customers", policy.rules(Part.FIELD_OF_VALUE))
                        .children())
                .hasSize(8);
    }

    @Test
    void thePageNamesEveryKeyOfAField() throws IOException {
        String page = Files.readString(HOME.resolve("docs/policy-file.md"));
        assertThat(ModeKeys.DEFINITION.names())
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void theFileInDockerSaysWhatTheConnectorsSayInKeys() throws IOException {
        JsonNode config = new ObjectMapper()
                .readTree(HOME.resolve("docker/connectors/aurora-bank.json").toFile())
                .get("config");
        Map<String, String> transform = new HashMap<>();
        config.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("transforms.encrypt.")) {
                transform.put(
                        name.substring("transforms.encrypt.".length()),
                        config.get(name).asText());
            }
        });
        assertThat(transform).containsEntry("type", EncryptFields.Value.class.getName());
        ConfigDef definition = RuleConfig.expanded(RuleConfig.addTo(new ConfigDef()), transform);
        List<FieldRule> flat = RuleConfig.read(
                new AbstractConfig(definition, transform, false),
                String.valueOf(transform.get("namespace")),
                Profile.NATIVE);

        List<FieldRule> file = PolicyFile.read(
                        HOME.resolve("docker/policy.yaml").toString(), PLUGIN)
                .rules(Part.FIELD_OF_VALUE);

        for (String topic : List.of("customers", "accounts", "card_transactions", "other")) {
            assertThat(leaves("bank.public." + topic, file)).isEqualTo(leaves("bank.public." + topic, flat));
        }
        assertThat(leaves("bank.public.customers", file)).hasSize(8);
    }

    private static String example() throws IOException {
        Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(HOME.resolve("docs/policy-file.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** What happens to which field, and in which scope. */
    private static Map<String, String> leaves(String topic, List<FieldRule> rules) {
        Map<String, String> leaves = new TreeMap<>();
        collect(PathTree.of(topic, rules), FieldPath.WHOLE, leaves);
        return leaves;
    }

    private static void collect(PathTree tree, FieldPath path, Map<String, String> leaves) {
        TopicRule rule = tree.rule();
        if (rule != null) {
            leaves.put(path.toString(), rule.mode() + " " + rule.scope() + " " + rule.keks() + " " + rule.onRead());
        }
        for (Map.Entry<Step, PathTree> child : tree.children().entrySet()) {
            collect(child.getValue(), path.then(child.getKey()), leaves);
        }
    }
}
