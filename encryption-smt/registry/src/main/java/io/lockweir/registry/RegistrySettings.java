package io.lockweir.registry;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.SECRET;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.required;
import static io.lockweir.encryption.kms.KmsSetting.withDefault;

import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.registry.http.Authorization;
import io.lockweir.registry.http.ClientCredentials;
import io.lockweir.registry.http.RegistryHttp;
import io.lockweir.registry.http.TlsStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of a registry. Those of type SECRET are PASSWORD in Kafka's configurations, and stand in no message. */
public final class RegistrySettings {
    private static final String URL = "url";
    private static final String DEK_URL = "dek.url";
    private static final String AUTH = "auth";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final String OAUTH_URL = "oauth.url";
    private static final String OAUTH_CLIENT_ID = "oauth.client.id";
    private static final String OAUTH_CLIENT_SECRET = "oauth.client.secret";
    private static final String OAUTH_SCOPE = "oauth.scope";
    private static final String LOGICAL_CLUSTER = "logical.cluster";
    private static final String IDENTITY_POOL = "identity.pool.id";
    private static final String TRUST_STORE = "truststore.file";
    private static final String TRUST_STORE_PASSWORD = "truststore.password";
    private static final String KEY_STORE = "keystore.file";
    private static final String KEY_STORE_PASSWORD = "keystore.password";
    private static final String TIMEOUT_MS = "timeout.ms";
    private static final String WAIT_MS = "wait.ms";
    private static final String CACHE_SIZE = "cache.size";
    private static final String CACHE_TTL_MS = "cache.ttl.ms";
    private static final String CACHE_MAX_STALE_MS = "cache.max.stale.ms";
    private static final String DEK_MAX_USES = "dek.max.uses";
    private static final String KEY_IDS = "kms.key.ids";

    private static final List<KmsSetting> DECLARED = List.of(
            required(URL, TEXT, "URLs of one registry, separated by commas, asked in turn until one answers."),
            optional(
                    DEK_URL,
                    TEXT,
                    "URLs of the registry of data keys where it is another one than that of schemas, as with Apicurio, which has none. "
                            + "Both get the same credentials."),
            withDefault(AUTH, TEXT, "none", "Credentials: none, basic, bearer or oauth."),
            optional(USER, TEXT, "The user or API key, with basic."),
            optional(PASSWORD, SECRET, "The password or API secret, with basic. Give it through a config provider."),
            optional(TOKEN, SECRET, "The token, with bearer. Give it through a config provider."),
            optional(OAUTH_URL, TEXT, "URL of the token endpoint, with oauth."),
            optional(OAUTH_CLIENT_ID, TEXT, "The client, with oauth."),
            optional(
                    OAUTH_CLIENT_SECRET, SECRET, "The client's secret, with oauth. Give it through a config provider."),
            optional(OAUTH_SCOPE, TEXT, "What tokens are asked for, with oauth."),
            optional(LOGICAL_CLUSTER, TEXT, "The logical cluster of Confluent Cloud, with bearer and oauth."),
            optional(IDENTITY_POOL, TEXT, "The identity pool of Confluent Cloud, with bearer and oauth."),
            optional(
                    TRUST_STORE,
                    TEXT,
                    "Path of a store of the certificates to trust, PKCS 12 or JKS, in place of the JVM's."),
            optional(TRUST_STORE_PASSWORD, SECRET, "The password of that store."),
            optional(KEY_STORE, TEXT, "Path of a store with the client's certificate and key, PKCS 12 or JKS."),
            optional(KEY_STORE_PASSWORD, SECRET, "The password of that store and its key."),
            withDefault(TIMEOUT_MS, NUMBER, "5000", "How many milliseconds a request may take."),
            withDefault(
                    WAIT_MS,
                    NUMBER,
                    "60000",
                    "How many milliseconds a registry that does not answer is asked again and again."),
            withDefault(CACHE_SIZE, NUMBER, "1000", "How many schemas, and how many data keys, are kept."),
            withDefault(
                    CACHE_TTL_MS,
                    NUMBER,
                    "300000",
                    "How many milliseconds a schema or data key is used before the registry and the key service are asked again. "
                            + "A key that was withdrawn is used no longer than this."),
            withDefault(
                    CACHE_MAX_STALE_MS,
                    NUMBER,
                    "3600000",
                    "How many milliseconds longer while they don't answer: with cache.ttl.ms the bound of every revocation."),
            withDefault(
                    DEK_MAX_USES,
                    NUMBER,
                    "4294967296",
                    "How many values this process encrypts under one data key with random IVs. Then the next version follows where "
                            + "rules have encrypt.dek.expiry.days, and encrypting fails where not. Divide 2^32 by the writers."),
            optional(
                    KEY_IDS,
                    TEXT,
                    "Names of keys in key services, separated by commas, that the registry may choose; any without it."));

    private final KmsSettings settings;

    private RegistrySettings(KmsSettings settings) {
        this.settings = settings;
    }

    /** What there is to set, without prefix; {@code kms.TYPE.SETTING} comes on top, a driver's own. */
    public static List<KmsSetting> declared() {
        return DECLARED;
    }

    /**
     * Checks settings, without any I/O.
     *
     * @param prefix what stands before the names where the user wrote them
     * @throws IllegalArgumentException naming the setting, for one that is unknown, missing or not of its type
     */
    public static RegistrySettings of(String prefix, Map<String, String> values) {
        RegistrySettings checked = new RegistrySettings(KmsSettings.of(prefix, DECLARED, values));
        checked.addresses(URL);
        checked.addresses(checked.dekUrl());
        checked.bounds();
        return checked;
    }

    /** A setting as the user writes it. */
    String key(String name) {
        return settings.key(name);
    }

    CacheBounds bounds() {
        return new CacheBounds(
                Math.toIntExact(Math.min(1_000_000, Math.max(1, settings.number(CACHE_SIZE)))),
                Duration.ofMillis(Math.max(1, settings.number(CACHE_TTL_MS))),
                duration(CACHE_MAX_STALE_MS));
    }

    UseCounts uses() {
        return new UseCounts(Math.max(1, settings.number(DEK_MAX_USES)));
    }

    Set<String> allowedKeyIds() {
        return settings.optional(KEY_IDS).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The registry of schemas. */
    RegistryHttp open(Clock clock) {
        return open(URL, clock);
    }

    /** The registry of data keys; the same one where there is no other. */
    RegistryHttp openDeks(RegistryHttp schemas, Clock clock) {
        return settings.optional(DEK_URL).isPresent() ? open(DEK_URL, clock) : schemas;
    }

    private RegistryHttp open(String url, Clock clock) {
        Duration timeout = duration(TIMEOUT_MS);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        TlsStores stores =
                new TlsStores(store(TRUST_STORE, TRUST_STORE_PASSWORD), store(KEY_STORE, KEY_STORE_PASSWORD));
        if (stores.trusted().isPresent() || stores.own().isPresent()) {
            builder.sslContext(stores.context());
        }
        HttpClient http = builder.build();
        return new RegistryHttp(
                http,
                new RegistryHttp.Target(addresses(url), headers(), timeout, duration(WAIT_MS)),
                authorization(http, timeout, clock));
    }

    private Authorization authorization(HttpClient http, Duration timeout, Clock clock) {
        return switch (settings.text(AUTH).strip()) {
            case "none" -> Authorization.none();
            case "basic" -> Authorization.basic(needed(USER), needed(PASSWORD));
            case "bearer" -> Authorization.bearer(needed(TOKEN));
            case "oauth" ->
                new ClientCredentials(
                        http,
                        timeout,
                        clock,
                        url(OAUTH_URL, needed(OAUTH_URL)),
                        needed(OAUTH_CLIENT_ID),
                        needed(OAUTH_CLIENT_SECRET),
                        settings.optional(OAUTH_SCOPE));
            default ->
                throw new IllegalArgumentException(
                        "Key '" + settings.key(AUTH) + "' must be none, basic, bearer or oauth. Correct it.");
        };
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        settings.optional(LOGICAL_CLUSTER).ifPresent(text -> headers.put("target-sr-cluster", text));
        settings.optional(IDENTITY_POOL).ifPresent(text -> headers.put("Confluent-Identity-Pool-Id", text));
        return headers;
    }

    private String dekUrl() {
        return settings.optional(DEK_URL).isPresent() ? DEK_URL : URL;
    }

    private List<URI> addresses(String name) {
        return Arrays.stream(settings.text(name).split(",", -1))
                .map(text -> url(name, text))
                .toList();
    }

    private URI url(String name, String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text.
        }
        throw new IllegalArgumentException("Key '" + settings.key(name)
                + "' is no URL such as https://schemas.example.com, without user or query. Correct it.");
    }

    private Optional<TlsStores.Store> store(String file, String password) {
        return settings.optional(file)
                .map(path -> new TlsStores.Store(
                        settings.key(file), path, settings.optional(password).orElse("")));
    }

    private String needed(String name) {
        return settings.optional(name)
                .orElseThrow(() -> new IllegalArgumentException("Key '" + settings.key(name) + "' is missing; '"
                        + settings.key(AUTH) + "=" + settings.text(AUTH).strip() + "' needs it."));
    }

    private Duration duration(String name) {
        return Duration.ofMillis(settings.number(name));
    }

    /** Names only. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
