package io.lockweir.kms.vault;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.SECRET;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.required;
import static io.lockweir.encryption.kms.KmsSetting.withDefault;

import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.kms.Choice;
import io.lockweir.kms.SecretFile;
import io.lockweir.kms.rest.RestClient;
import io.lockweir.kms.rest.TrustedCertificates;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What the driver needs to know, checked. */
record VaultSettings(VaultConnection connection, String mount, Login login) {
    private static final String ADDRESS = "address";
    private static final String MOUNT = "mount";
    private static final String NAMESPACE = "namespace";
    private static final String CA_FILE = "ca.file";
    private static final String TIMEOUT_MS = "timeout.ms";
    private static final String AUTH = "auth";
    private static final String TOKEN = "token";
    private static final String TOKEN_FILE = "token.file";
    private static final String ROLE_ID = "approle.role.id";
    private static final String SECRET_ID = "approle.secret.id";
    private static final String SECRET_ID_FILE = "approle.secret.id.file";
    private static final String APPROLE_MOUNT = "approle.mount";
    private static final String KUBERNETES_ROLE = "kubernetes.role";
    private static final String KUBERNETES_TOKEN_FILE = "kubernetes.token.file";
    private static final String KUBERNETES_MOUNT = "kubernetes.mount";

    static final List<KmsSetting> DECLARED = List.of(
            required(ADDRESS, TEXT, "URL of Vault or OpenBao, for example https://vault.example.com:8200."),
            withDefault(MOUNT, TEXT, "transit", "Where the transit engine is mounted."),
            optional(NAMESPACE, TEXT, "The Vault namespace of the login and of the engine."),
            optional(
                    CA_FILE,
                    TEXT,
                    "Path of a PEM file with the certificates of the authorities to trust, in place of the JVM's."),
            withDefault(TIMEOUT_MS, NUMBER, "5000", "How many milliseconds a request may take."),
            withDefault(AUTH, TEXT, "token", "How to log in: token, approle or kubernetes."),
            optional(
                    TOKEN,
                    SECRET,
                    "A token, with auth=token. Renewed before it ends. Give it through a config provider."),
            optional(
                    TOKEN_FILE,
                    TEXT,
                    "Path of a file with a token, as Vault Agent writes it; read again when refused."),
            optional(ROLE_ID, TEXT, "The role id, with auth=approle."),
            optional(SECRET_ID, SECRET, "The secret id, with auth=approle. Give it through a config provider."),
            optional(SECRET_ID_FILE, TEXT, "Path of a file with the secret id; read at each login."),
            withDefault(APPROLE_MOUNT, TEXT, "approle", "Where AppRole is mounted."),
            optional(KUBERNETES_ROLE, TEXT, "The role, with auth=kubernetes."),
            withDefault(
                    KUBERNETES_TOKEN_FILE,
                    TEXT,
                    "/var/run/secrets/kubernetes.io/serviceaccount/token",
                    "Path of the service account's token; read at each login."),
            withDefault(KUBERNETES_MOUNT, TEXT, "kubernetes", "Where the Kubernetes login is mounted."));

    static VaultSettings of(KmsSettings settings) {
        URI address = Choice.url(settings, ADDRESS, settings.text(ADDRESS));
        Duration timeout = Duration.ofMillis(settings.number(TIMEOUT_MS));
        RestClient client = settings.optional(CA_FILE)
                .map(path -> new RestClient(timeout, TrustedCertificates.of(settings.key(CA_FILE), path)))
                .orElseGet(() -> new RestClient(timeout));
        VaultConnection connection = new VaultConnection(
                client, address, settings.optional(NAMESPACE).orElse(""));
        return new VaultSettings(connection, settings.text(MOUNT), login(settings, connection));
    }

    private static Login login(KmsSettings settings, VaultConnection connection) {
        String auth = settings.text(AUTH).strip();
        String because = "'" + settings.key(AUTH) + "=" + auth + "'";
        return switch (auth) {
            case "token" -> {
                Choice.oneOf(settings, TOKEN, TOKEN_FILE);
                yield new TokenLogin(connection, secret(settings, TOKEN, TOKEN_FILE), "auth=token");
            }
            case "approle" -> {
                String role = Choice.needed(settings, ROLE_ID, because);
                Choice.oneOf(settings, SECRET_ID, SECRET_ID_FILE);
                yield new ProofLogin(
                        connection,
                        "auth/" + settings.text(APPROLE_MOUNT) + "/login",
                        new ProofLogin.Part("role_id", role),
                        "secret_id",
                        secret(settings, SECRET_ID, SECRET_ID_FILE));
            }
            case "kubernetes" ->
                new ProofLogin(
                        connection,
                        "auth/" + settings.text(KUBERNETES_MOUNT) + "/login",
                        new ProofLogin.Part("role", Choice.needed(settings, KUBERNETES_ROLE, because)),
                        "jwt",
                        file(settings, KUBERNETES_TOKEN_FILE)::text);
            default ->
                throw new IllegalArgumentException(
                        "Key '" + settings.key(AUTH) + "' must be token, approle or kubernetes. Correct it.");
        };
    }

    private static Login.Secret secret(KmsSettings settings, String direct, String fromFile) {
        return settings.optional(direct)
                .<Login.Secret>map(text -> () -> text)
                .orElseGet(() -> file(settings, fromFile)::text);
    }

    private static SecretFile file(KmsSettings settings, String name) {
        return new SecretFile(settings.key(name), settings.text(name));
    }
}
