package io.lockweir.registryserver;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A test server of ours that answers as a schema registry with metadata and rule sets, and as its registry of data keys: soft and
 * permanent deletion, error codes, shared keys, pages. It checks credentials and client certificates, and fails on command. State lives
 * in memory.
 */
public final class RegistryTestServer implements AutoCloseable {
    static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final String TOKEN_PATH = "/oauth/token";

    private final RegistryFaults faults = new RegistryFaults();
    private final ServerKms kms = new ServerKms();
    private final Access access;
    private final DekRegistry deks;
    private final Schemas schemas = new Schemas();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final TestHttpServer server;

    private RegistryTestServer(Clock clock, Function<RegistryTestServer, TestHttpServer> starter) {
        access = new Access(clock);
        deks = new DekRegistry(clock, kms, faults);
        server = starter.apply(this);
    }

    public static RegistryTestServer start() {
        return start(Clock.systemUTC());
    }

    /** A server whose keys and tokens get their time from a clock of the test's. */
    public static RegistryTestServer start(Clock clock) {
        return new RegistryTestServer(clock, self -> TestHttpServer.start(self.faults.http(), self::answer));
    }

    /** A server on TLS that wants a certificate of every client. */
    public static RegistryTestServer startMutualTls(SSLContext context) {
        return new RegistryTestServer(
                Clock.systemUTC(), self -> TestHttpServer.startMutual(self.faults.http(), context, self::answer));
    }

    public URI address() {
        return server.address();
    }

    public URI tokenEndpoint() {
        return server.address().resolve(TOKEN_PATH);
    }

    public RegistryFaults faults() {
        return faults;
    }

    /** Lets this user in, and nobody without a credential. */
    public void basic(String user, String password) {
        access.basic(user, password);
    }

    /** Lets this token in, and nobody without a credential. */
    public void bearer(String token) {
        access.bearer(token);
    }

    /** Lets tokens in that this client gets at {@link #tokenEndpoint}, and nobody without a credential. */
    public void client(String id, String secret, Duration tokensLive) {
        access.client(id, secret, tokensLive);
    }

    /** Ends all tokens before their time. */
    public void expireTokens() {
        access.expireTokens();
    }

    public int tokensIssued() {
        return access.issued();
    }

    /** What the registry wraps with under shared keys of {@code local-kms}. */
    public void sharedSecret(String secret) {
        kms.secret(secret);
    }

    /** Lets the key service of shared keys refuse the registry. */
    public void denySharedKeys(boolean denied) {
        kms.deny(denied);
    }

    /** How many key-encryption keys there may be; 20 000 at first. */
    public void keyLimit(int keys) {
        deks.limit(keys);
    }

    /** Registers a schema without a request, and returns its id. */
    public int register(String subject, JsonObject body) {
        JsonElement answer =
                schemas.answer(new Call("POST", List.of("subjects", subject, "versions"), java.util.Map.of(), body));
        return answer.getAsJsonObject().get("id").getAsInt();
    }

    /** The guid of a schema. */
    public String guid(int id) {
        JsonElement answer = schemas.answer(
                new Call("GET", List.of("schemas", "ids", String.valueOf(id)), java.util.Map.of(), new JsonObject()));
        return answer.getAsJsonObject().get("guid").getAsString();
    }

    /** Does a call below {@code /dek-registry/v1/keks} as another client would, for {@link RegistryFaults#beforeNextDataKey} too. */
    public JsonElement byAnother(String method, List<String> steps, JsonObject body) {
        return deks.answer(new Call(method, steps, java.util.Map.of(), body));
    }

    /** The requests so far, as {@code GET /path}, without those for tokens. */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    private Answer answer(Request request) {
        if (request.path().equals(TOKEN_PATH)) {
            return access.token(request);
        }
        requests.add(
                request.method() + " " + request.path() + (request.query().isEmpty() ? "" : "?" + request.query()));
        try {
            access.check(request);
            faults.beforeAnswer();
            JsonElement body = route(Call.of(request));
            return body.isJsonNull() ? Answer.of(204, JSON, "") : Answer.of(200, JSON, body.toString());
        } catch (RegistryError e) {
            return e.answer();
        } catch (RegistryFaults.Instead e) {
            return e.answer();
        }
    }

    private JsonElement route(Call call) {
        List<String> steps = call.steps();
        if (steps.size() >= 3 && steps.subList(0, 3).equals(List.of("dek-registry", "v1", "keks"))) {
            return deks.answer(call.from(3));
        }
        if (steps.isEmpty()) {
            throw RegistryError.noSuchCall();
        }
        return schemas.answer(call);
    }

    @Override
    public void close() {
        server.close();
    }
}
