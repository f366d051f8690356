package io.lockweir.kms.gcp;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.withDefault;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.kms.Choice;
import io.lockweir.kms.SecretFile;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Driver {@code gcp}: Google Cloud KMS, symmetric keys. */
public final class GcpKmsProvider implements KmsProvider {
    private static final String CREDENTIALS_FILE = "credentials.file";
    private static final String ENDPOINT = "endpoint";
    private static final String METADATA = "metadata.address";
    private static final String TIMEOUT_MS = "timeout.ms";

    @Override
    public String name() {
        return "gcp";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of(
                optional(
                        CREDENTIALS_FILE,
                        TEXT,
                        "Path of a credential file of type service_account, or external_account with a token in a file (workload "
                                + "identity federation). Read again for each token. Without it the metadata server is asked."),
                withDefault(ENDPOINT, TEXT, "https://cloudkms.googleapis.com", "URL of Cloud KMS."),
                withDefault(
                        METADATA,
                        TEXT,
                        "http://metadata.google.internal",
                        "URL of the metadata server, which knows the machine's service account."),
                withDefault(TIMEOUT_MS, NUMBER, "5000", "How many milliseconds a request may take."));
    }

    @Override
    public Kms open(KmsSettings settings) {
        RestClient client = new RestClient(Duration.ofMillis(settings.number(TIMEOUT_MS)));
        URI metadata = Choice.url(settings, METADATA, settings.text(METADATA));
        Clock clock = Clock.systemUTC();
        AccessTokens.Source source = settings.optional(CREDENTIALS_FILE)
                .<AccessTokens.Source>map(
                        path -> new CredentialFile(client, new SecretFile(settings.key(CREDENTIALS_FILE), path), clock))
                .orElseGet(() -> new MetadataServer(client, metadata, clock));
        return new GcpKms(
                client, Choice.url(settings, ENDPOINT, settings.text(ENDPOINT)), new AccessTokens(source, clock));
    }

    /** Empty additional data is none: the ciphertext is Cloud KMS's own. */
    @Override
    public Kms openUnbound(KmsSettings settings) {
        return open(settings);
    }
}
