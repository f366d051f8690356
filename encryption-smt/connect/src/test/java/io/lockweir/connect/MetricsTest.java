package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What JMX shows while transforms run, and that nothing but failures is left when they are closed. */
class MetricsTest {
    @Test
    void transformsShowFieldsAndValuesUntilTheyAreClosed() throws Exception {
        String topic = "metrics.shown";
        EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor("fields", "email");
        DecryptFields.Value<SinkRecord> decrypt = Transforms.decryptor("fields", "email");
        SourceRecord encrypted = encrypt.apply(record(topic));
        decrypt.apply(new SinkRecord(topic, 0, null, null, encrypted.valueSchema(), encrypted.value(), 0));

        for (String plugin : new String[] {"EncryptFields.Value", "DecryptFields.Value"}) {
            assertThat(number(plugin, "topic=" + topic, "expected-fields")).isEqualTo(1);
            assertThat(number(plugin, "topic=" + topic, "seen-fields")).isEqualTo(1);
            assertThat(number(plugin, "topic=" + topic, "values-total")).isEqualTo(1);
        }
        encrypt.close();
        decrypt.close();
        assertThat(beans("topic=" + topic)).isEmpty();
    }

    @Test
    void aFailureIsStillShownWhenItsTaskIsGone() throws Exception {
        EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor("fields", "email.domain");
        double before = failures("UNSUPPORTED_BRANCH");
        assertThatThrownBy(() -> encrypt.apply(record("metrics.failing"))).isInstanceOf(FailClosedError.class);
        encrypt.close();

        assertThat(failures("UNSUPPORTED_BRANCH")).isEqualTo(before + 1);
    }

    private static double failures(String reason) throws Exception {
        return beans("reason=" + reason).isEmpty()
                ? 0
                : number("EncryptFields.Value", "reason=" + reason, "failures-total");
    }

    private static double number(String plugin, String tag, String attribute) throws Exception {
        Set<ObjectName> found = beans("plugin=" + plugin + "," + tag);
        assertThat(found).hasSize(1);
        return ((Number) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(found.iterator().next(), attribute))
                .doubleValue();
    }

    private static Set<ObjectName> beans(String tags) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.lockweir:" + tags + ",*"), null);
    }

    private static SourceRecord record(String topic) {
        return new SourceRecord(Map.of(), Map.of(), topic, Customers.ROW, Customers.row(1));
    }
}
