package io.lockweir.kmsserver.azure;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test server of ours that answers as Azure Key Vault, Entra's token endpoint and the instance metadata service are documented to. It
 * checks tokens, wraps really, and throttles, fails, expires and revokes on command. State lives in memory.
 */
public final class AzureTestServer implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("/([^/]+)/oauth2/v2\\.0/token");
    private static final Pattern KEY = Pattern.compile("/keys/([^/]+)/?([^/]*)/(wrapkey|unwrapkey)");
    private static final Pattern DESCRIBE = Pattern.compile("/keys/([^/]+)/?");

    private final AzureTokens tokens = new AzureTokens(Clock.systemUTC());
    private final RsaKeys keys = new RsaKeys();
    private final Faults faults = new Faults();
    private final TestHttpServer server = TestHttpServer.start(faults, this::answer);

    private AzureTestServer() {}

    public static AzureTestServer start() {
        return new AzureTestServer();
    }

    /** The vault, the authority and the metadata service. */
    public URI address() {
        return server.address();
    }

    public Faults faults() {
        return faults;
    }

    /** A client and its secret, or the token that its federation trusts. */
    public void client(String tenant, String clientId, String proof) {
        tokens.client(tenant, clientId, proof);
    }

    public void expireTokens() {
        tokens.expireAll();
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

    private Answer answer(Request request) {
        try {
            faults.next().ifPresent(AzureTestServer::fail);
            return route(request);
        } catch (AzureError e) {
            return e.answer();
        }
    }

    private Answer route(Request request) {
        Matcher token = TOKEN.matcher(request.path());
        if (token.matches()) {
            return tokens.ofClient(request, token.group(1));
        }
        if (request.path().equals("/metadata/identity/oauth2/token")) {
            return tokens.ofMachine(request);
        }
        tokens.check(request);
        if (request.parameters().getOrDefault("api-version", "").isEmpty()) {
            throw new AzureError(400, "BadParameter", "", "api-version was not specified");
        }
        String vault = address().toString();
        JsonObject body = Json.object(request.text());
        Matcher key = KEY.matcher(request.path());
        if (key.matches()) {
            return Answer.json(
                    200,
                    key.group(3).equals("wrapkey")
                            ? keys.wrap(vault, key.group(1), key.group(2), body)
                            : keys.unwrap(vault, key.group(1), key.group(2), body));
        }
        Matcher described = DESCRIBE.matcher(request.path());
        if (!described.matches()) {
            throw new AzureError(404, "NotFound", "", "Not found");
        }
        return Answer.json(200, keys.describe(vault, described.group(1)));
    }

    private static void fail(Faults.Kind kind) {
        throw switch (kind) {
            case THROTTLED ->
                new AzureError(429, "Throttled", "", "Request was not processed because too many requests");
            case FAILED -> new AzureError(500, "InternalServerError", "", "Internal server error");
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
