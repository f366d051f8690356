package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

class PluginDiscoveryTest {

    @Test
    void theWorkerFindsEveryTransformByServiceLoader() {
        assertThat(ServiceLoader.load(Transformation.class, EncryptFields.class.getClassLoader()))
                .filteredOn(transform -> transform.getClass().getName().startsWith("io.lockweir."))
                .allSatisfy(transform -> assertThat(transform).isInstanceOf(Versioned.class))
                .extracting(transform -> (Object) transform.getClass())
                .containsExactlyInAnyOrder(
                        EncryptFields.Key.class,
                        EncryptFields.Value.class,
                        DecryptFields.Key.class,
                        DecryptFields.Value.class);
    }
}
