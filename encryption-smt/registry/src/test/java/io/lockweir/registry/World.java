package io.lockweir.registry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.kmsserver.TestClock;
import io.lockweir.registry.rule.KeyRequest;
import io.lockweir.registryserver.RegistryTestServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry's test server on a clock that is moved, and clients of it with the key service of their tests. */
final class World implements AutoCloseable {
    static final String SUBJECT = "orders-value";
    static final String SECRET = "canary-local-secret";
    static final Map<String, Map<String, String>> LOCAL = Map.of("local-kms", Map.of("secret", SECRET));

    final TestClock clock = TestClock.start();
    final RegistryTestServer server = RegistryTestServer.start(clock);
    /** What happened to keys, in order. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private final List<RegistryClient> clients = new ArrayList<>();

    RegistryClient client() {
        return client(Map.of());
    }

    RegistryClient client(Map<String, String> changes) {
        return client(changes, LOCAL);
    }

    RegistryClient client(Map<String, String> changes, Map<String, Map<String, String>> kms) {
        return client(changes, kms, clock);
    }

    /** One whose clock shows another time than the server's. */
    RegistryClient client(Map<String, String> changes, Map<String, Map<String, String>> kms, Clock clientClock) {
        Map<String, String> settings = new HashMap<>();
        settings.put("url", server.address().toString());
        settings.put("wait.ms", "0");
        settings.putAll(changes);
        RegistryClient client =
                RegistryClient.open(RegistrySettings.of("registry.", settings), kms, events(), clientClock);
        clients.add(client);
        return client;
    }

    private KeyEvents events() {
        return new KeyEvents() {
            @Override
            public void registered(RegistryKey key) {
                heard.add("registered " + key);
            }

            @Override
            public void opened(RegistryKey key) {
                heard.add("opened " + key);
            }

            @Override
            public void refused(RegistryKey key, KeyUnavailableError.Reason reason) {
                heard.add("refused " + key + " " + reason);
            }
        };
    }

    static KeyRequest request(DekAlgorithm algorithm, int expiryDays) {
        return new KeyRequest("kek1", Optional.of("local-kms"), Optional.of("key-1"), List.of(), algorithm, expiryDays);
    }

    static KeyRequest request() {
        return request(DekAlgorithm.AES256_GCM, 0);
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    /** How many requests there were whose method and path match. */
    long requests(String regex) {
        return server.requests().stream().filter(each -> each.matches(regex)).count();
    }

    @Override
    public void close() {
        clients.forEach(RegistryClient::close);
        server.close();
    }
}
