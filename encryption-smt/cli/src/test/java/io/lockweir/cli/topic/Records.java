package io.lockweir.cli.topic;

import io.lockweir.cli.Encrypted;
import io.lockweir.cli.KnownKeysets;
import io.lockweir.cli.config.ToolConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of customers with an encrypted email, as JSON without schema. */
final class Records {
    static final String PLAINTEXT = "anna.keller@bank.example.com";

    private Records() {}

    static Map<String, String> properties(int key) {
        Map<String, String> properties = new HashMap<>();
        properties.put("keyset.json", KnownKeysets.ofKey(key));
        properties.put("namespace", "bank");
        properties.put("fields", "email");
        for (String name : new String[] {"key.converter", "value.converter"}) {
            properties.put(name, "org.apache.kafka.connect.json.JsonConverter");
            properties.put(name + ".schemas.enable", "false");
        }
        return properties;
    }

    static ToolConfig config(int key) {
        return ToolConfig.of(properties(key));
    }

    static String encrypted(int key, String value) {
        return Encrypted.email(key, value);
    }

    static byte[] customer(int id, String email) {
        return "{\"id\":%d,\"email\":\"%s\"}".formatted(id, email).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] key(int id) {
        return "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("customers", 0, 7, key(1), value);
    }
}
