package io.lockweir.kms.gcp;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.gcp.GcpTestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our test server of Google Cloud KMS, with two keys. */
final class GcpUnderTest implements ServiceUnderTest {
    private static final String RING = "projects/bank-1/locations/europe-west3/keyRings/lockweir/cryptoKeys/";

    final GcpTestServer server = GcpTestServer.start();
    private final Map<String, String> settings = new HashMap<>();

    GcpUnderTest() {
        server.createKey(RING + "kek");
        server.createKey(RING + "other");
        settings.put("endpoint", server.address().toString());
        settings.put("metadata.address", server.address().toString());
    }

    GcpUnderTest with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    @Override
    public KmsProvider provider() {
        return new GcpKmsProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public String key() {
        return RING + "kek";
    }

    @Override
    public String otherKey() {
        return RING + "other";
    }

    @Override
    public String missingKey() {
        return RING + "missing";
    }

    @Override
    public List<String> secrets() {
        return List.of("ya29.", "PRIVATE KEY", "canary");
    }

    @Override
    public void deny() {
        server.deny(key());
    }

    @Override
    public void allow() {
        server.allow(key());
    }

    @Override
    public void revoke() {
        server.disable(key());
    }

    @Override
    public void restore() {
        server.enable(key());
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
