package io.lockweir.kms.gcp;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServerUnderTest;
import io.lockweir.kmsserver.gcp.GcpTestServer;
import java.util.List;

/** Our test server of Google Cloud KMS, with two keys. */
final class GcpUnderTest extends ServerUnderTest {
    private static final String RING = "projects/bank-1/locations/europe-west3/keyRings/lockweir/cryptoKeys/";

    final GcpTestServer server;

    GcpUnderTest() {
        this(GcpTestServer.start());
    }

    private GcpUnderTest(GcpTestServer server) {
        super(server.faults(), server.address(), "endpoint", "metadata.address");
        this.server = server;
        server.createKey(RING + "kek");
        server.createKey(RING + "other");
    }

    @Override
    public KmsProvider provider() {
        return new GcpKmsProvider();
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
    public void expireCredentials() {
        server.expireTokens();
    }

    @Override
    public void close() {
        server.close();
    }
}
