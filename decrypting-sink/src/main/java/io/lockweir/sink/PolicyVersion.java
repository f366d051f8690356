package io.lockweir.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * A short name of what a configuration says about fields, the same for the same policy: twelve hex digits of SHA-256 over
 * its keys and values, and over the content of a policy file. It holds no secret.
 */
final class PolicyVersion {
    private static final String FILE = "policy.file";
    private static final int BYTES = 6;

    private PolicyVersion() {}

    static String of(Map<String, String> properties) {
        Map<String, String> policy = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.equals("policies") || key.startsWith("policies.") || key.startsWith("policy.")) {
                policy.put(key, value);
            }
        });
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String file = policy.remove(FILE);
            if (file != null) {
                digest.update(Files.readAllBytes(Path.of(file)));
            }
            policy.forEach((key, value) -> digest.update((key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new ConfigException(
                    "The file of " + FILE + " cannot be read: " + e.getClass().getName());
        }
    }
}
