package io.lockweir.kms.vault;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServerUnderTest;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.util.ArrayList;
import java.util.List;

/** Our test server of Vault, with two transit keys in a namespace. */
final class VaultUnderTest extends ServerUnderTest {
    static final String MOUNT = "transit";

    final VaultTestServer server;
    final String namespace;
    private final List<String> secrets;
    private Runnable expire;

    VaultUnderTest(VaultTestServer server, String namespace, String... secrets) {
        super(server.faults(), server.address(), "address");
        this.server = server;
        this.namespace = namespace;
        this.secrets = List.of(secrets);
        this.expire = server::expireTokens;
        server.createKey(namespace, MOUNT, "bank");
        server.createKey(namespace, MOUNT, "other");
        if (!namespace.isEmpty()) {
            with("namespace", namespace);
        }
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
    public void expireCredentials() {
        expire.run();
    }

    @Override
    public void close() {
        server.close();
    }
}
