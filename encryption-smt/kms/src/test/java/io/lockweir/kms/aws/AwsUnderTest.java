package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServerUnderTest;
import io.lockweir.kmsserver.aws.AccessKey;
import io.lockweir.kmsserver.aws.AwsTestServer;
import java.util.List;

/** Our test server of AWS, with two keys in Frankfurt and a user. */
final class AwsUnderTest extends ServerUnderTest {
    static final String FRANKFURT = "eu-central-1";
    static final String IRELAND = "eu-west-1";

    final AwsTestServer server;
    final AccessKey user;
    private final String key;
    private final String otherKey;

    AwsUnderTest() {
        this(AwsTestServer.start());
    }

    private AwsUnderTest(AwsTestServer server) {
        super(server.faults(), server.endpoint(), "endpoint", "sts.endpoint");
        this.server = server;
        user = server.user("connect");
        key = server.createKey(FRANKFURT);
        otherKey = server.createKey(FRANKFURT);
        with("access.key.id", user.id()).with("secret.access.key", user.secret());
    }

    @Override
    public KmsProvider provider() {
        return new AwsKmsProvider();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String otherKey() {
        return otherKey;
    }

    @Override
    public String missingKey() {
        // Keys are random: one in 65 536 ends so.
        return key.substring(0, key.length() - 4) + (key.endsWith("0000") ? "1111" : "0000");
    }

    @Override
    public List<String> secrets() {
        return List.of(user.secret());
    }

    @Override
    public void deny() {
        server.deny(key);
    }

    @Override
    public void allow() {
        server.allow(key);
    }

    @Override
    public void revoke() {
        server.disable(key);
    }

    @Override
    public void restore() {
        server.enable(key);
    }

    @Override
    public void expireCredentials() {
        server.expireSessions();
    }

    @Override
    public void close() {
        server.close();
    }
}
