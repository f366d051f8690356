package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.record.RowImages;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.IvMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SerdeConfigTest {

    @Test
    void defaultsAreTheSafeOnes() {
        SerdeConfig config = SerdeConfig.of(Settings.with(), false);

        assertThat(config.unmatchedTopics()).isEqualTo(UnmatchedTopics.FAIL);
        ProfileSettings.Native ofNative = ofNative(Settings.with(), false);
        assertThat(ofNative.level()).isEqualTo(Level.RECORD);
        assertThat(ofNative.part()).isEqualTo(Part.WHOLE_VALUE);
        assertThat(ofNative.iv()).isEqualTo(IvMode.COUNTER);
        assertThat(ofNative.rowImages()).isEqualTo(RowImages.FLAT);
        assertThat(ofNative.engines()).isEqualTo(2 * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void everyKeyWithoutThePrefixIsTheInnerSerializers() {
        Map<String, Object> settings = Settings.with("schema.registry.url", "http://localhost:1", "level", "theirs");

        SerdeConfig config = SerdeConfig.of(settings, false);

        assertThat(config.innerSettings())
                .containsOnlyKeys("schema.registry.url", "level")
                .containsEntry("level", "theirs");
    }

    @Test
    void aKeyOfOnePartBeatsTheKeyOfBoth() {
        Map<String, Object> settings = Settings.with(
                "lockweir.engines", "3", "lockweir.record.value.engines", "5", "lockweir.record.value.iv", "random");

        assertThat(ofNative(settings, false).engines()).isEqualTo(5);
        assertThat(ofNative(settings, false).iv()).isEqualTo(IvMode.RANDOM);
        assertThat(ofNative(settings, true).engines()).isEqualTo(3);
        assertThat(ofNative(settings, true).iv()).isEqualTo(IvMode.COUNTER);
    }

    @Test
    void unknownKeysAreRefused() {
        refuses("lvel", Settings.with("lockweir.lvel", "field"));
        refuses("Unknown key 'lockweir.type'", Settings.with("lockweir.type", "x"));
        refuses("fialds", Settings.with("lockweir.record.value.fialds", "x"));
        refuses(
                "rules.a.fialds",
                Settings.with("lockweir.level", "field", "lockweir.rules", "a", "lockweir.rules.a.fialds", "x"));
    }

    @Test
    void keysOfTheOtherLevelAreRefused() {
        refuses("'lockweir.fields' has no effect with level=record", Settings.with("lockweir.fields", "email"));
        refuses("'lockweir.mode=mask' is for fields", Settings.with("lockweir.mode", "mask"));
        refuses("'lockweir.row.images' has no effect", Settings.with("lockweir.row.images", "flat"));
        refuses("'lockweir.on.shredded' has no effect", Settings.with("lockweir.on.shredded", "null"));
        refuses(
                "'lockweir.compression' has no effect with level=field",
                Settings.with("lockweir.level", "field", "lockweir.fields", "a", "lockweir.compression", "zstd"));
        refuses("'fields' is empty", Settings.with("lockweir.level", "field"));
        refuses("belong together", Settings.with("lockweir.mode", "join"));
        refuses("belong together", Settings.with("lockweir.join.domain", "d"));
        refuses("Key 'pad'", Settings.with("lockweir.mode", "join", "lockweir.join.domain", "d", "lockweir.pad", "16"));
        refuses("Both 'policy.file' and 'mode'", Settings.with("lockweir.policy.file", "p", "lockweir.mode", "join"));
    }

    @Test
    void aRandomKeyIsRefused() {
        assertThatThrownBy(() ->
                        serializer(Settings.with("lockweir.inner.serializer", StringSerializer.class.getName()), true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is about keys and needs mode=join");
    }

    @Test
    void theInnerSerializerMustBeOneAndOneOnly() {
        String string = StringSerializer.class.getName();
        String serde = Serdes.StringSerde.class.getName();
        refusesInner("there are 0", Settings.with());
        refusesInner("there are 2", Settings.with("lockweir.inner.serializer", string, "lockweir.inner.serde", serde));
        refusesInner("is not there", Settings.with("lockweir.inner.serializer", "org.example.Missing"));
        refusesInner("is no Serializer", Settings.with("lockweir.inner.serializer", "java.lang.Object"));
        refusesInner("could not be made", Settings.with("lockweir.inner.serializer", "java.lang.Integer"));
        refusesInner(
                "names the encrypting class itself",
                Settings.with("lockweir.inner.serializer", EncryptingSerializer.class.getName()));
    }

    @Test
    void everyKeyHasATypeAnImportanceAndASentence() {
        SerdeConfig.DEFINITION.configKeys().values().forEach(key -> {
            assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
            assertThat(key.name).doesNotStartWith(SerdeConfig.PREFIX);
        });
    }

    @Test
    void badValuesAreRefused() {
        for (Map.Entry<String, String> bad : Map.of(
                        "level", "both",
                        "row.images", "auto",
                        "unmatched.topics", "maybe",
                        "engines", "-1",
                        "iv", "none",
                        "topics", "(",
                        "on.schema.lost", "guess")
                .entrySet()) {
            assertThatThrownBy(() -> SerdeConfig.of(Settings.with("lockweir." + bad.getKey(), bad.getValue()), false))
                    .as(bad.getKey())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(bad.getKey());
        }
    }

    @Test
    void keysOfTheOtherProfileAreRefused() {
        refuses("'registry.url' has no effect with profile=native", Settings.with("lockweir.registry.url", "http://x"));
        refuses("'framing' has no effect with profile=native", Settings.with("lockweir.framing", "header"));
        for (String key : List.of("keyset.json", "level", "fields", "mode", "iv", "policy.file")) {
            refuses(
                    "'" + key + "' has no effect with profile=confluent",
                    Settings.of(
                            "lockweir.profile",
                            "confluent",
                            "lockweir.registry.url",
                            "http://x",
                            "lockweir." + key,
                            key.equals("iv") ? "random" : key.equals("mode") ? "join" : "record"));
        }
        refuses("Key 'registry.url' is missing", Settings.of("lockweir.profile", "confluent"));
    }

    private static ProfileSettings.Native ofNative(Map<String, Object> settings, boolean isKey) {
        return (ProfileSettings.Native) SerdeConfig.of(settings, isKey).profile();
    }

    private static void refuses(String text, Map<String, Object> settings) {
        assertThatThrownBy(() -> SerdeConfig.of(settings, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text)
                .hasMessageNotContaining("AQID");
    }

    private static void refusesInner(String text, Map<String, Object> settings) {
        assertThatThrownBy(() -> serializer(settings, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
        assertThat(List.of(new HashMap<>(settings))).hasSize(1);
    }

    private static void serializer(Map<String, Object> settings, boolean isKey) {
        try (EncryptingSerializer<Object> serializer = new EncryptingSerializer<>()) {
            serializer.configure(settings, isKey);
        }
    }
}
