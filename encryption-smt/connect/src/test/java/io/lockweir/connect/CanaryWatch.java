package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.DynamicTest;

/**
 * Lets things go wrong with a canary in hand and looks for it in all that is left: the exceptions of the chain, hence the headers of a
 * dead-letter queue (Connect copies class, message and stack trace), every log from TRACE on, audit lines included, and every metric.
 */
final class CanaryWatch {
    static final String CANARY = "canary47110815";
    static final long NUMBER = 47110815L;
    /** Where simplelogger.properties lets every logger write, from TRACE on. */
    private static final Path LOG = Path.of("target", "test-log.txt");

    /** Something that goes wrong with the canary in hand. */
    record Fault(String name, Runnable failing) {}

    private final List<String> forms;

    /** @param more what must not be shown beside the canary, such as its ciphertext */
    CanaryWatch(String... more) {
        // Itself in part, as a number, in base64, in hex; the key, as bytes and in its keyset.
        List<String> all = new ArrayList<>(List.of(
                "canary",
                Long.toString(NUMBER),
                "Y2FuYXJ5",
                "63616e617279",
                "0102030405060708",
                Keysets.ofKey(1).replaceAll("(?s).*\"value\":\"(.{20}).*", "$1").substring(4)));
        all.addAll(List.of(more));
        this.forms = List.copyOf(all);
    }

    /** A test per fault. */
    Stream<DynamicTest> over(List<Fault> faults) {
        assertThat(faults).extracting(Fault::name).doesNotHaveDuplicates();
        return faults.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> {
                    long from = Files.exists(LOG) ? Files.size(LOG) : 0;
                    assertSilent(chain(failureOf(fault.failing())));
                    assertSilent(logged(from));
                    assertSilent(metrics());
                }));
    }

    void assertSilent(String text) {
        for (String form : forms) {
            assertThat(text).doesNotContain(form);
        }
    }

    private static Throwable failureOf(Runnable failing) {
        try {
            failing.run();
        } catch (RuntimeException | Error e) {
            assertThat(e)
                    .isInstanceOfAny(
                            FailClosedError.class,
                            KeyUnavailableError.class,
                            ConfigException.class,
                            DataException.class,
                            IllegalStateException.class);
            return e;
        }
        throw new AssertionError("It did not fail");
    }

    /** As Connect puts it into headers of a dead-letter queue and into its log. */
    private static String chain(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(each.toString()).append(String.valueOf(each.getLocalizedMessage()));
        }
        return text.toString();
    }

    private static String logged(long from) throws IOException {
        if (!Files.exists(LOG)) {
            return "";
        }
        byte[] all = Files.readAllBytes(LOG);
        return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
    }

    /** Names and values of everything ours in JMX. */
    private static String metrics() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.getDomain().contains("lockweir")) {
                text.append(name);
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    text.append(attribute.getName()).append('=').append(server.getAttribute(name, attribute.getName()));
                }
            }
        }
        return text.toString();
    }
}
