package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.azure.AzureTestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our test server of Azure Key Vault, with two RSA keys. */
final class AzureUnderTest implements ServiceUnderTest {
    final AzureTestServer server = AzureTestServer.start();
    private final Map<String, String> settings = new HashMap<>();

    AzureUnderTest() {
        server.createKey("kek");
        server.createKey("other");
        settings.put("address", server.address().toString());
        settings.put("authority", server.address().toString());
        settings.put("metadata.address", server.address().toString());
    }

    AzureUnderTest with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    @Override
    public KmsProvider provider() {
        return new AzureKmsProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public String key() {
        return "kek";
    }

    @Override
    public String otherKey() {
        return "other";
    }

    @Override
    public String missingKey() {
        return "missing";
    }

    @Override
    public List<String> secrets() {
        return List.of("eyJ0.", "canary");
    }

    @Override
    public boolean authenticatesContext() {
        return false;
    }

    @Override
    public void deny() {
        server.deny("kek");
    }

    @Override
    public void allow() {
        server.allow("kek");
    }

    @Override
    public void revoke() {
        server.disable("kek");
    }

    @Override
    public void restore() {
        server.enable("kek");
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
        server.expireTokens();
    }

    @Override
    public void close() {
        server.close();
    }
}
