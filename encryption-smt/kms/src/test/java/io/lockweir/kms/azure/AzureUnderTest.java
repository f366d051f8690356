package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServerUnderTest;
import io.lockweir.kmsserver.azure.AzureTestServer;
import java.util.List;

/** Our test server of Azure Key Vault, with two RSA keys. */
final class AzureUnderTest extends ServerUnderTest {
    final AzureTestServer server;

    AzureUnderTest() {
        this(AzureTestServer.start());
    }

    private AzureUnderTest(AzureTestServer server) {
        super(server.faults(), server.address(), "address", "authority", "metadata.address");
        this.server = server;
        server.createKey("kek");
        server.createKey("other");
    }

    @Override
    public KmsProvider provider() {
        return new AzureKmsProvider();
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
    public void expireCredentials() {
        server.expireTokens();
    }

    @Override
    public void close() {
        server.close();
    }
}
