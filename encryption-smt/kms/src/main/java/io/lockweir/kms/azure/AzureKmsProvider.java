package io.lockweir.kms.azure;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.SECRET;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.required;
import static io.lockweir.encryption.kms.KmsSetting.withDefault;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.kms.Choice;
import io.lockweir.kms.SecretFile;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.RestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Driver {@code azure}: Azure Key Vault or Managed HSM, RSA keys. */
public final class AzureKmsProvider implements KmsProvider {
    private static final String ADDRESS = "address";
    private static final String RESOURCE = "resource";
    private static final String AUTH = "auth";
    private static final String AUTHORITY = "authority";
    private static final String TENANT_ID = "tenant.id";
    private static final String CLIENT_ID = "client.id";
    private static final String CLIENT_SECRET = "client.secret";
    private static final String TOKEN_FILE = "token.file";
    private static final String METADATA = "metadata.address";
    private static final String TIMEOUT_MS = "timeout.ms";

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of(
                required(ADDRESS, TEXT, "URL of the vault, for example https://bank.vault.azure.net."),
                withDefault(
                        RESOURCE,
                        TEXT,
                        "https://vault.azure.net",
                        "What tokens are asked for; https://managedhsm.azure.net for Managed HSM."),
                withDefault(
                        AUTH,
                        TEXT,
                        "managed-identity",
                        "Whose token: managed-identity, workload-identity or client-secret."),
                withDefault(AUTHORITY, TEXT, "https://login.microsoftonline.com", "URL of Entra's login."),
                optional(TENANT_ID, TEXT, "The tenant, with workload-identity and client-secret."),
                optional(CLIENT_ID, TEXT, "The client, or the managed identity when the machine has several."),
                optional(CLIENT_SECRET, SECRET, "The client's secret. Give it through a config provider."),
                withDefault(
                        TOKEN_FILE,
                        TEXT,
                        "/var/run/secrets/azure/tokens/azure-identity-token",
                        "Path of the federated token, with workload-identity; read at each login."),
                withDefault(METADATA, TEXT, "http://169.254.169.254", "URL of the instance metadata service."),
                withDefault(TIMEOUT_MS, NUMBER, "5000", "How many milliseconds a request may take."));
    }

    @Override
    public Kms open(KmsSettings settings) {
        return new AzureKms(vault(settings));
    }

    @Override
    public Kms openUnbound(KmsSettings settings) {
        return new AzureUnboundKms(vault(settings));
    }

    private static AzureVault vault(KmsSettings settings) {
        RestClient client = new RestClient(Duration.ofMillis(settings.number(TIMEOUT_MS)));
        Clock clock = Clock.systemUTC();
        return new AzureVault(
                client,
                Choice.url(settings, ADDRESS, settings.text(ADDRESS)),
                new AccessTokens(source(settings, client, clock), clock));
    }

    private static AccessTokens.Source source(KmsSettings settings, RestClient client, Clock clock) {
        String resource = settings.text(RESOURCE);
        String auth = settings.text(AUTH).strip();
        Optional<String> clientId = settings.optional(CLIENT_ID);
        if (auth.equals("managed-identity")) {
            return new ManagedIdentity(
                    client, Choice.url(settings, METADATA, settings.text(METADATA)), resource, clientId, clock);
        }
        String because = "'" + settings.key(AUTH) + "=" + auth + "'";
        EntraClient.Proof proof = switch (auth) {
            case "workload-identity" -> {
                SecretFile file = new SecretFile(settings.key(TOKEN_FILE), settings.text(TOKEN_FILE));
                yield new EntraClient.Proof(EntraClient.ASSERTION, file::text);
            }
            case "client-secret" -> {
                String secret = Choice.needed(settings, CLIENT_SECRET, because);
                yield new EntraClient.Proof(EntraClient.SECRET, () -> secret);
            }
            default ->
                throw new IllegalArgumentException("Key '" + settings.key(AUTH)
                        + "' must be managed-identity, workload-identity or client-secret. Correct it.");
        };
        return new EntraClient(
                client,
                Choice.url(settings, AUTHORITY, settings.text(AUTHORITY))
                        .resolve("/" + Choice.needed(settings, TENANT_ID, because) + "/oauth2/v2.0/token"),
                Choice.needed(settings, CLIENT_ID, because),
                resource,
                proof,
                clock);
    }
}
