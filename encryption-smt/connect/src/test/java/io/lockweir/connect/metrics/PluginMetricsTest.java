package io.lockweir.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.record.FieldFailure;
import io.lockweir.connect.record.FieldObserver;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginMetricsTest {
    private static final String TAGS = "encryption-fields,plugin=EncryptFields.Value,topic=bank.public.customers";

    @Test
    void showsExpectedAndSeenFieldsAndValues() {
        Beans beans = new Beans("fields");
        try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
            FieldObserver.FieldCounter email = found(metrics, "bank.public.customers", "email");
            metrics.missing("bank.public.customers", Part.FIELD_OF_VALUE, FieldPath.of("phone"), "rule");
            email.value();
            email.value();

            assertThat(beans.number(TAGS, "expected-fields")).isEqualTo(2);
            assertThat(beans.number(TAGS, "seen-fields")).isEqualTo(1);
            assertThat(beans.number(TAGS, "values-total")).isEqualTo(2);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void tasksOfAProcessShareTheirNumbers() {
        Beans beans = new Beans("shared");
        try (PluginMetrics first = new PluginMetrics("EncryptFields.Value", beans.process())) {
            found(first, "bank.public.customers", "email").value();
            try (PluginMetrics second = new PluginMetrics("EncryptFields.Value", beans.process())) {
                found(second, "bank.public.customers", "email").value();
                assertThat(beans.number(TAGS, "expected-fields")).isEqualTo(1);
            }
            assertThat(beans.number(TAGS, "values-total")).isEqualTo(2);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void failuresStayWhenTheTaskThatFailedIsClosed() {
        Beans beans = new Beans("failures");
        for (int restart = 0; restart < 2; restart++) {
            try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
                metrics.failed(FieldFailure.FIELD_MISSING.name());
            }
        }

        assertThat(beans.number(
                        "encryption-failures,plugin=EncryptFields.Value,reason=FIELD_MISSING", "failures-total"))
                .isEqualTo(2);
    }

    @Test
    void tellsReportsAndMetricsTheSame() {
        Beans beans = new Beans("both");
        List<String> told = new ArrayList<>();
        FieldObserver report = new FieldObserver() {
            @Override
            public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
                return () -> told.add("value of " + path);
            }

            @Override
            public void missing(String topic, Part part, FieldPath path, String rule) {
                told.add("missing " + path);
            }
        };
        try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
            FieldObserver both = metrics.and(report);
            both.found("bank.public.customers", Part.FIELD_OF_VALUE, FieldPath.of("email"), "rule")
                    .value();
            both.missing("bank.public.customers", Part.FIELD_OF_VALUE, FieldPath.of("phone"), "rule");

            assertThat(told).containsExactly("value of email", "missing phone");
            assertThat(beans.number(TAGS, "expected-fields")).isEqualTo(2);
            assertThat(beans.number(TAGS, "seen-fields")).isEqualTo(1);
        }
    }

    @Test
    void namesWhyKeysWereNotToBeHad() {
        Beans beans = new Beans("keysgone");
        try (PluginMetrics metrics = new PluginMetrics("DecryptFields.Value", beans.process())) {
            metrics.failed(new KeyUnavailableError(KeyUnavailableError.Reason.DENIED, "no", null));
        }

        assertThat(beans.number("encryption-failures,plugin=DecryptFields.Value,reason=KEY_DENIED", "failures-total"))
                .isEqualTo(1);
    }

    @Test
    void aTopicPerCustomerDoesNotFillTheWorkerWithBeans() {
        Beans beans = new Beans("many");
        try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
            for (int topic = 0; topic < 1500; topic++) {
                found(metrics, "customer-" + topic, "email").value();
            }
            assertThat(beans.names()).hasSize(1000);
        }
        assertThat(beans.names()).isEmpty();
    }

    @Test
    void thePluginFolderIsWhereTheJarOrItsLibFolderStands() {
        assertThat(PluginFolder.name(Path.of("plugins", "lockweir-sink", "lib", "a.jar")))
                .isEqualTo("lockweir-sink");
        assertThat(PluginFolder.name(Path.of("plugins", "lockweir-sink", "a.jar")))
                .isEqualTo("lockweir-sink");
        assertThat(PluginFolder.name(Path.of("a.jar"))).isEqualTo("unknown");
    }

    private static FieldObserver.FieldCounter found(PluginMetrics metrics, String topic, String field) {
        return metrics.found(topic, Part.FIELD_OF_VALUE, FieldPath.of(field), "rule");
    }
}
