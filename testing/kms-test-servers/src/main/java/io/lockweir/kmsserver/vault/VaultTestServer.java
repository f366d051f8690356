package io.lockweir.kmsserver.vault;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.SelfSigned;
import io.lockweir.kmsserver.TestHttpServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A test server of ours that speaks as much of HashiCorp Vault and OpenBao as transit encryption needs. It checks tokens, namespaces and
 * leases, encrypts really, and throttles, fails, seals, expires and revokes on command. State lives in memory.
 */
public final class VaultTestServer implements AutoCloseable {
    private static final Pattern LOGIN = Pattern.compile("/v1/auth/(.+)/login");
    private static final Pattern SELF = Pattern.compile("/v1/auth/token/(renew-self|lookup-self)");
    private static final Pattern TRANSIT = Pattern.compile("/v1/(.+)/(encrypt|decrypt|rewrap|keys)/([^/]+)");

    private final Tokens tokens;
    private final Logins logins;
    private final TransitService transit = new TransitService();
    private final Faults faults = new Faults();
    private final TestHttpServer server;
    private volatile boolean sealed;

    private VaultTestServer(Clock clock, @Nullable SelfSigned certificate) {
        tokens = new Tokens(clock);
        logins = new Logins(tokens);
        server = TestHttpServer.start(faults, certificate == null ? null : certificate.context(), this::answer);
    }

    public static VaultTestServer start() {
        return new VaultTestServer(Clock.systemUTC(), null);
    }

    /** A server with a clock of its own, so that a test need not be faster than a lease. */
    public static VaultTestServer start(Clock clock) {
        return new VaultTestServer(clock, null);
    }

    /** A server on TLS with a certificate that nobody's trust store has. */
    public static VaultTestServer startTls(SelfSigned certificate) {
        return new VaultTestServer(Clock.systemUTC(), certificate);
    }

    public URI address() {
        return server.address();
    }

    public Faults faults() {
        return faults;
    }

    /** Answers 503 to everything, as a sealed Vault does, until {@link #unseal}. */
    public void seal() {
        sealed = true;
    }

    public void unseal() {
        sealed = false;
    }

    /** A new key; the mount is there from then on. The root namespace is the empty text. */
    public void createKey(String namespace, String mount, String name) {
        transit.create(namespace, mount, name);
    }

    public void deleteKey(String namespace, String mount, String name) {
        transit.delete(namespace, mount, name);
    }

    /** Answers as if the key were gone, until {@link #softRestore}. */
    public void softDelete(String namespace, String mount, String name) {
        transit.softDelete(namespace, mount, name);
    }

    public void softRestore(String namespace, String mount, String name) {
        transit.softRestore(namespace, mount, name);
    }

    public void rotate(String namespace, String mount, String name) {
        transit.key(namespace, mount, name).rotate();
    }

    /** Sets {@code min_decryption_version}. */
    public void allowFrom(String namespace, String mount, String name, int version) {
        transit.key(namespace, mount, name).allowFrom(version);
    }

    /** Takes a key out of every token's policy, until {@link #allow}. */
    public void deny(String namespace, String mount, String name) {
        transit.deny(namespace, mount, name);
    }

    public void allow(String namespace, String mount, String name) {
        transit.allow(namespace, mount, name);
    }

    /** A token; it never ends when its time to live is zero. */
    public String token(String namespace, Duration ttl, Duration longest) {
        return tokens.issue(namespace, ttl, longest).token();
    }

    public void appRole(String namespace, String roleId, String secretId, Duration ttl, Duration longest) {
        logins.add(namespace, "approle", new Logins.Login(roleId, secretId, ttl, longest));
    }

    public void kubernetesRole(String namespace, String role, String jwt, Duration ttl, Duration longest) {
        logins.add(namespace, "kubernetes", new Logins.Login(role, jwt, ttl, longest));
    }

    /** Nobody logs in as this role id or role any more. */
    public void removeLogin(String name) {
        logins.remove(name);
    }

    public void revoke(String token) {
        tokens.revoke(token);
    }

    /** Ends every token that has a time to live, before its time. */
    public void expireTokens() {
        tokens.expireAll();
    }

    public int renewals() {
        return tokens.renewals();
    }

    public int loginsDone() {
        return logins.done();
    }

    private Answer answer(Request request) {
        try {
            if (sealed) {
                throw new VaultError(503, "Vault is sealed");
            }
            faults.next().ifPresent(VaultTestServer::fail);
            return Answer.json(200, route(request));
        } catch (VaultError e) {
            JsonArray errors = new JsonArray();
            if (!e.text().isEmpty()) {
                errors.add(e.text());
            }
            JsonObject body = new JsonObject();
            body.add("errors", errors);
            return Answer.json(e.status(), body);
        }
    }

    private JsonObject route(Request request) {
        String namespace = request.header("X-Vault-Namespace").orElse("");
        JsonObject body = Json.object(request.text());
        Matcher login = LOGIN.matcher(request.path());
        if (login.matches()) {
            return wrapped("auth", auth(logins.login(namespace, login.group(1), body)));
        }
        String token = request.header("X-Vault-Token").orElse("");
        Lease lease = tokens.check(token, namespace);
        Matcher self = SELF.matcher(request.path());
        if (self.matches()) {
            return self.group(1).equals("renew-self")
                    ? wrapped("auth", auth(tokens.renew(token, namespace)))
                    : wrapped("data", lookup(lease));
        }
        Matcher path = TRANSIT.matcher(request.path());
        if (!path.matches()) {
            throw new VaultError(404, "unsupported path");
        }
        return wrapped("data", transit.answer(namespace, path.group(1), path.group(2), path.group(3), body));
    }

    private JsonObject auth(Lease lease) {
        JsonObject auth = Json.of("client_token", lease.token());
        auth.addProperty("lease_duration", tokens.secondsLeft(lease));
        auth.addProperty("renewable", lease.renewable());
        return auth;
    }

    private JsonObject lookup(Lease lease) {
        JsonObject data = new JsonObject();
        data.addProperty("ttl", tokens.secondsLeft(lease));
        data.addProperty("renewable", lease.renewable());
        return data;
    }

    /** The envelope around every answer of Vault: the unused parts are null. */
    private static JsonObject wrapped(String part, JsonObject content) {
        JsonObject answer = Json.of("request_id", "00000000-0000-0000-0000-000000000000");
        answer.add("auth", JsonNull.INSTANCE);
        answer.add("data", JsonNull.INSTANCE);
        answer.add(part, content);
        return answer;
    }

    private static void fail(Faults.Kind kind) {
        throw switch (kind) {
            case THROTTLED -> new VaultError(429, "request path rate limit quota exceeded");
            case FAILED -> new VaultError(500, "internal error");
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
