package io.lockweir.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PluginMetricsTest {
    private static final String TAGS = "encryption-fields,plugin=EncryptFields.Value,topic=bank.public.customers";

    @Test
    void showsExpectedAndSeenFieldsAndValues() {
        Beans beans = new Beans("fields");
        try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
            FieldMeter email = metrics.field("bank.public.customers", "email");
            metrics.field("bank.public.customers", "phone");
            email.count();
            email.count();

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
            first.field("bank.public.customers", "email").count();
            try (PluginMetrics second = new PluginMetrics("EncryptFields.Value", beans.process())) {
                second.field("bank.public.customers", "email").count();
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
                metrics.failed("FIELD_MISSING");
            }
        }

        assertThat(beans.number(
                        "encryption-failures,plugin=EncryptFields.Value,reason=FIELD_MISSING", "failures-total"))
                .isEqualTo(2);
    }

    @Test
    void aTopicPerCustomerDoesNotFillTheWorkerWithBeans() {
        Beans beans = new Beans("many");
        try (PluginMetrics metrics = new PluginMetrics("EncryptFields.Value", beans.process())) {
            for (int topic = 0; topic < 1500; topic++) {
                metrics.field("customer-" + topic, "email").count();
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
}
