package io.lockweir.reference.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.EncryptFields;
import io.lockweir.reference.Repository;
import io.lockweir.reference.wire.RawKeyset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every connector in a document or a file is one that its plugins accept, unknown and misspelt keys included. */
class ConnectorExamplesTest {

    /** The source asks its server while it validates, and there is none here. */
    private static final Set<String> ASK_THE_SERVER = Set.of("aurora.hosts", "cassandra.host", "database.hostname");

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    List<DynamicTest> pluginsAcceptEveryExample() throws Exception {
        Placeholders placeholders = new Placeholders(folder, RawKeyset.json(key()));
        return ConnectorExample.allOf(Repository.here()).stream()
                .map(example -> DynamicTest.dynamicTest(example.where(), () -> {
                    ConnectorExample resolved =
                            new ConnectorExample(example.where(), placeholders.resolve(example.config()));
                    assertThat(errors(resolved))
                            .as("What %s refuses in %s", example.connector(), example.where())
                            .isEmpty();
                    configureTransforms(resolved);
                }))
                .toList();
    }

    @Test
    void aMisspeltKeyWouldBeFound() throws Exception {
        ConnectorExample example = ConnectorExample.allOf(Repository.here()).get(0);
        Map<String, String> config = new LinkedHashMap<>(example.config());
        config.put("table.inclde.list", "x");

        ConnectorExample misspelt =
                new ConnectorExample("misspelt", new Placeholders(folder, RawKeyset.json(key())).resolve(config));

        assertThat(errors(misspelt)).containsOnlyKeys("table.inclde.list");
    }

    private static Map<String, List<String>> errors(ConnectorExample example) throws ReflectiveOperationException {
        Connector connector = Class.forName(example.connector())
                .asSubclass(Connector.class)
                .getDeclaredConstructor()
                .newInstance();
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (ConfigValue value : connector.validate(example.config()).configValues()) {
            if (!value.errorMessages().isEmpty() && !ASK_THE_SERVER.contains(value.name())) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    private static void configureTransforms(ConnectorExample example) throws ReflectiveOperationException {
        for (String name : example.transforms()) {
            Map<String, String> config = example.transform(name);
            String type = config.getOrDefault("type", EncryptFields.class.getName());
            try (Transformation<?> transform = Class.forName(type)
                    .asSubclass(Transformation.class)
                    .getDeclaredConstructor()
                    .newInstance()) {
                transform.configure(config);
            }
        }
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        key[0] = 1;
        return key;
    }
}
