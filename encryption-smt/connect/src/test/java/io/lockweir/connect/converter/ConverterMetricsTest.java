package io.lockweir.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.FailClosedError;
import io.lockweir.connect.Keysets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMX and the audit tell of the converter, and topics that no rule of a policy file matches. */
class ConverterMetricsTest {
    private static final Path LOG = Path.of("target", "test-log.txt");

    @TempDir
    private Path directory;

    @Test
    void countsWholeValuesAndKeysUntilItIsClosed() throws Exception {
        EncryptingConverter value = configured(false);
        EncryptingConverter key = configured(true, "mode", "join", "join.domain", "d");

        byte[] message = value.fromConnectData("converter.counted", Schema.STRING_SCHEMA, "anna");
        value.toConnectData("converter.counted", message);
        value.fromConnectData("converter.counted", Schema.OPTIONAL_STRING_SCHEMA, null);
        key.fromConnectData("converter.counted", Schema.STRING_SCHEMA, "anna");

        assertThat(number("EncryptingConverter.Value", "topic=converter.counted", "values-total"))
                .isEqualTo(2);
        assertThat(number("EncryptingConverter.Value", "topic=converter.counted", "seen-fields"))
                .isEqualTo(1);
        assertThat(number("EncryptingConverter.Key", "topic=converter.counted", "values-total"))
                .isEqualTo(1);
        value.close();
        key.close();
        assertThat(beans("topic=converter.counted")).isEmpty();
    }

    @Test
    void countsFailuresByReason() throws Exception {
        EncryptingConverter converter = configured(false);
        byte[] message =
                Objects.requireNonNull(converter.fromConnectData("converter.failing", Schema.STRING_SCHEMA, "anna"));
        message[message.length - 1] ^= 1;
        double tampered = failures("TAMPERED");
        double clear = failures("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
        double inner = failures("INNER_CONVERTER");

        assertThatThrownBy(() -> converter.toConnectData("converter.failing", message))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> converter.toConnectData("converter.failing", new byte[] {1}))
                .isInstanceOf(FailClosedError.class);
        EncryptingConverter failing =
                configured(false, "inner", FailingConverter.class.getName(), "inner.failure", "data");
        assertThatThrownBy(() -> failing.fromConnectData("converter.failing", Schema.STRING_SCHEMA, "anna"))
                .isInstanceOf(FailClosedError.class);
        converter.close();
        failing.close();

        assertThat(failures("TAMPERED")).isEqualTo(tampered + 1);
        assertThat(failures("CLEAR_WHERE_CIPHERTEXT_EXPECTED")).isEqualTo(clear + 1);
        assertThat(failures("INNER_CONVERTER")).isEqualTo(inner + 1);
    }

    @Test
    void auditsItsKeys() throws IOException {
        EncryptingConverter converter = configured(false, "namespace", "converter-audit");
        converter.fromConnectData("converter.audited", Schema.STRING_SCHEMA, "anna");
        converter.close();

        assertThat(Files.readAllLines(LOG))
                .anyMatch(line -> line.contains("io.lockweir.audit")
                        && line.contains("\"event\":\"rotated\"")
                        && line.contains("\"scope\":\"converter-audit\""));
    }

    @Test
    void aTopicWithoutARuleStopsTheTaskWhereThatIsWanted() throws Exception {
        String policy = Files.writeString(directory.resolve("policy.yaml"), """
                        version: 1
                        rules:
                          - {name: customers, topics: bank.customers, part: whole-value, mode: random}
                          - {name: exempt, topics: bank.rates, part: whole-value, mode: clear}
                        """).toString();
        EncryptingConverter strict = configured(false, "policy.file", policy, "unmatched.topics", "fail");
        EncryptingConverter lenient = configured(false, "policy.file", policy);
        double before = failures("UNMATCHED_TOPIC");
        byte[] clear = "anna".getBytes(StandardCharsets.UTF_8);

        for (String text : new String[] {"anna", null}) {
            assertThatThrownBy(() -> strict.fromConnectData("bank.custommers", Schema.OPTIONAL_STRING_SCHEMA, text))
                    .isInstanceOf(FailClosedError.class)
                    .hasMessage(
                            "No rule of EncryptingConverter matches topic bank.custommers. Correct `topics`, or let its"
                                    + " records pass in clear with unmatched.topics=pass.");
        }
        assertThatThrownBy(() -> strict.toConnectData("bank.custommers", clear)).isInstanceOf(FailClosedError.class);
        assertThat(failures("UNMATCHED_TOPIC")).isEqualTo(before + 3);
        assertThat(strict.fromConnectData("bank.rates", Schema.STRING_SCHEMA, "anna"))
                .isEqualTo(clear);
        assertThat(strict.fromConnectData("bank.customers", Schema.STRING_SCHEMA, "anna"))
                .startsWith(0xE1);
        assertThat(lenient.fromConnectData("bank.custommers", Schema.STRING_SCHEMA, "anna"))
                .isEqualTo(clear);
    }

    private static EncryptingConverter configured(boolean isKey, String... config) {
        Map<String, String> all = new HashMap<>();
        all.put("keyset.json", Keysets.ofKey(1));
        all.put("inner", StringConverter.class.getName());
        for (int i = 0; i < config.length; i += 2) {
            all.put(config[i], config[i + 1]);
        }
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(all, isKey);
        return converter;
    }

    private static double failures(String reason) throws JMException {
        String tags = "plugin=EncryptingConverter.Value,reason=" + reason;
        return beans(tags).isEmpty() ? 0 : number("EncryptingConverter.Value", "reason=" + reason, "failures-total");
    }

    private static double number(String plugin, String tag, String attribute) throws JMException {
        Set<ObjectName> found = beans("plugin=" + plugin + "," + tag);
        assertThat(found).hasSize(1);
        return ((Number) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(found.iterator().next(), attribute))
                .doubleValue();
    }

    private static Set<ObjectName> beans(String tags) throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.lockweir:" + tags + ",*"), null);
    }
}
