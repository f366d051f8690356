package io.lockweir.kms.vault;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our test server of Vault, with two transit keys in a namespace. */
final class VaultUnderTest implements ServiceUnderTest {
    static final String MOUNT = "transit";

    final VaultTestServer server;
    final String namespace;
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private Runnable expire;

    VaultUnderTest(VaultTestServer server, String namespace) {
        this.server = server;
        this.namespace = namespace;
        this.expire = server::expireTokens;
        server.createKey(namespace, MOUNT, "bank");
        server.createKey(namespace, MOUNT, "other");
        settings.put("address", server.address().toString());
        if (!namespace.isEmpty()) {
            settings.put("namespace", namespace);
        }
    }

    VaultUnderTest with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    VaultUnderTest withSecret(String name, String value) {
        secrets.add(value);
        return with(name, value);
    }

    /** What ends the credentials, when it is not the server alone. */
    VaultUnderTest expiringBy(Runnable command) {
        expire = command;
        return this;
    }

    @Override
    public KmsProvider provider() {
        return new VaultKmsProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public String key() {
        return "bank";
    }

    @Override
    public String otherKey() {
        return "other";
    }

    @Override
    public String missingKey() {
        return "no-such-key";
    }

    @Override
    public List<String> secrets() {
        List<String> all = new ArrayList<>(secrets);
        all.add("hvs.");
        return all;
    }

    @Override
    public void deny() {
        server.deny(namespace, MOUNT, "bank");
    }

    @Override
    public void allow() {
        server.allow(namespace, MOUNT, "bank");
    }

    @Override
    public void revoke() {
        server.softDelete(namespace, MOUNT, "bank");
    }

    @Override
    public void restore() {
        server.softRestore(namespace, MOUNT, "bank");
    }

    @Override
    public void takeDown() {
        server.faults().unreachable();
    }

    @Override
    public void bringUp() {
        server.faults().reachable();
    }

    @Override
    public void throttleOnce() {
        server.faults().throttleNext(1);
    }

    @Override
    public void expireCredentials() {
        expire.run();
    }

    @Override
    public void close() {
        server.close();
    }
}
