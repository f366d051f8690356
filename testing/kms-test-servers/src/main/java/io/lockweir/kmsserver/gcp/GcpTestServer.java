package io.lockweir.kmsserver.gcp;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test server of ours that answers as Google Cloud KMS, the token endpoints and the metadata server are documented to. It checks
 * JWT signatures and tokens, encrypts really, and throttles, fails, expires and revokes on command. State lives in memory.
 */
public final class GcpTestServer implements AutoCloseable {
    private static final String METADATA = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final Pattern KEY = Pattern.compile("/v1/(projects/[^:]+/cryptoKeys/[^:/]+)(?::(encrypt|decrypt))?");

    private final GcpTokens tokens = new GcpTokens(Clock.systemUTC());
    private final CryptoKeys keys = new CryptoKeys();
    private final Faults faults = new Faults();
    private final TestHttpServer server = TestHttpServer.start(faults, this::answer);

    private GcpTestServer() {}

    public static GcpTestServer start() {
        return new GcpTestServer();
    }

    /** The endpoint of KMS and the address of the metadata server. */
    public URI address() {
        return server.address();
    }

    /** What a service account's or an external account's file names as its token endpoint. */
    public URI tokenEndpoint() {
        return address().resolve("/token");
    }

    /** What an external account's file names when it takes the place of a service account. */
    public URI impersonationEndpoint(String email) {
        return address().resolve("/v1/projects/-/serviceAccounts/" + email + ":generateAccessToken");
    }

    public Faults faults() {
        return faults;
    }

    public void serviceAccount(String email, PublicKey key) {
        tokens.account(email, key);
    }

    /** A token of another identity provider that may be exchanged. */
    public void foreignToken(String token) {
        tokens.foreignToken(token);
    }

    public void expireTokens() {
        tokens.expireAll();
    }

    public int tokensIssued() {
        return tokens.issuedCount();
    }

    public void createKey(String name) {
        keys.create(name);
    }

    public void deleteKey(String name) {
        keys.delete(name);
    }

    public void rotate(String name) {
        keys.rotate(name);
    }

    public void disable(String name) {
        keys.disabled().add(name);
    }

    public void enable(String name) {
        keys.disabled().remove(name);
    }

    public void deny(String name) {
        keys.denied().add(name);
    }

    public void allow(String name) {
        keys.denied().remove(name);
    }

    /** From now on, or no longer, answers arrive with a flipped bit, which only their checksum shows. */
    public void corruptAnswers(boolean on) {
        keys.corruptAnswers(on);
    }

    private Answer answer(Request request) {
        try {
            faults.next().ifPresent(GcpTestServer::fail);
            return route(request);
        } catch (GcpError e) {
            return e.answer();
        }
    }

    private Answer route(Request request) {
        if (request.path().equals(METADATA)) {
            return tokens.ofMachine(request);
        }
        if (request.path().equals("/token")) {
            return tokens.exchange(request, tokenEndpoint().toString());
        }
        if (request.path().endsWith(":generateAccessToken")) {
            return tokens.impersonate(request);
        }
        tokens.check(request);
        Matcher path = KEY.matcher(request.path());
        if (!path.matches()) {
            throw new GcpError(404, "NOT_FOUND", "Not found.");
        }
        JsonObject body = Json.object(request.text());
        String name = path.group(1);
        String action = String.valueOf(path.group(2));
        return Answer.json(
                200,
                switch (action) {
                    case "encrypt" -> keys.encrypt(name, body);
                    case "decrypt" -> keys.decrypt(name, body);
                    default -> keys.describe(name);
                });
    }

    private static void fail(Faults.Kind kind) {
        throw switch (kind) {
            case THROTTLED -> new GcpError(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric.");
            case FAILED -> new GcpError(503, "UNAVAILABLE", "The service is currently unavailable.");
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
