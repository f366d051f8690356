package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drivers of key services out of a zip alone: whether each finds the libraries that it needs. */
class KmsInZipIT {
    private static final String SPI = "io.lockweir.encryption.kms.";
    private static final String KEY = "arn:aws:kms:eu-central-1:000000000000:key/00000000000000000000000000000000";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"encryption", "decrypting-sink"})
    void theAwsDriverGetsAsFarAsTheNetwork(String zip) throws IOException, ReflectiveOperationException {
        // Nothing listens on port 1.
        Map<String, String> settings =
                Map.of("endpoint", "http://localhost:1", "access.key.id", "AKIATEST", "secret.access.key", "test");
        assertUnavailable(zip, "aws", KEY, settings, "AWS KMS key " + KEY + ": the AWS SDK got no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encryption", "decrypting-sink"})
    void theRestDriversGetAsFarAsTheNetwork(String zip) throws IOException, ReflectiveOperationException {
        Map<String, String> settings = Map.of("address", "http://localhost:1", "token", "test");
        assertUnavailable(zip, "vault", "bank", settings, "localhost:1 did not answer (ConnectException)");
    }

    private void assertUnavailable(String zip, String driver, String key, Map<String, String> settings, String said)
            throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = Plugin.unzip(zip, folder).loader()) {
            Class<?> events = loader.loadClass(SPI + "KmsEvents");
            Object none = Proxy.newProxyInstance(loader, new Class<?>[] {events}, (proxy, method, arguments) -> null);
            Object kms = loader.loadClass(SPI + "KmsClients")
                    .getMethod("open", String.class, String.class, String.class, Map.class, events)
                    .invoke(null, driver, "eu", "kek.eu.", settings, none);
            Class<?> type = loader.loadClass(SPI + "Kms");
            Method wrap = type.getMethod("wrap", String.class, byte[].class, Map.class);
            assertThatThrownBy(() -> wrap.invoke(kms, key, new byte[32], Map.of()))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .satisfies(
                            cause -> assertThat(cause.getClass().getName()).isEqualTo(SPI + "KmsUnavailableException"))
                    .hasMessageContaining(said);
            type.getMethod("close").invoke(kms);
        }
    }
}
