package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.aws.AccessKey;
import io.lockweir.kmsserver.aws.AwsTestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our test server of AWS, with two keys in Frankfurt and a user. */
final class AwsUnderTest implements ServiceUnderTest {
    static final String FRANKFURT = "eu-central-1";
    static final String IRELAND = "eu-west-1";

    final AwsTestServer server = AwsTestServer.start();
    final AccessKey user = server.user("connect");
    private final String key = server.createKey(FRANKFURT);
    private final String otherKey = server.createKey(FRANKFURT);
    private final Map<String, String> settings = new HashMap<>();

    AwsUnderTest() {
        settings.put("endpoint", server.endpoint().toString());
        settings.put("sts.endpoint", server.endpoint().toString());
        settings.put("access.key.id", user.id());
        settings.put("secret.access.key", user.secret());
    }

    AwsUnderTest with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    AwsUnderTest without(String... names) {
        List.of(names).forEach(settings::remove);
        return this;
    }

    @Override
    public KmsProvider provider() {
        return new AwsKmsProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
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
        return key.substring(0, key.length() - 4) + "0000";
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
        server.expireSessions();
    }

    @Override
    public void close() {
        server.close();
    }
}
