package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KmsUnavailableException;
import io.lockweir.kms.SecretFile;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials that sign calls. The SDK renews them before their end; when the service calls them expired before their time, they
 * are fetched anew.
 */
final class AwsCredentials implements AwsCredentialsProvider, AutoCloseable {
    private final Supplier<AwsCredentialsProvider> source;
    private @Nullable AwsCredentialsProvider current;

    AwsCredentials(AwsSettings settings, Supplier<StsClient> sts) {
        this.source =
                () -> settings.role().map(role -> assuming(role, sts.get())).orElseGet(() -> own(settings));
    }

    @Override
    public software.amazon.awssdk.auth.credentials.AwsCredentials resolveCredentials() {
        return provider().resolveCredentials();
    }

    private synchronized AwsCredentialsProvider provider() {
        if (current == null) {
            current = source.get();
        }
        return current;
    }

    /** Forgets what was fetched, so that the next call fetches it anew. */
    synchronized void forget() {
        AwsCredentialsProvider old = current;
        current = null;
        if (old instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public void close() {
        forget();
    }

    /** The credentials before any role is assumed. */
    static AwsCredentialsProvider own(AwsSettings settings) {
        return settings.own()
                .<AwsCredentialsProvider>map(
                        key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** The credentials that sign calls of STS: none when a token is the proof. */
    static AwsCredentialsProvider ofSts(AwsSettings settings) {
        boolean tokenIsProof = settings.role()
                .flatMap(AwsSettings.RoleToAssume::webIdentityTokenFile)
                .isPresent();
        return tokenIsProof ? AnonymousCredentialsProvider.create() : own(settings);
    }

    private static AwsCredentialsProvider assuming(AwsSettings.RoleToAssume role, StsClient sts) {
        int seconds = Math.toIntExact(role.length().toSeconds());
        if (role.webIdentityTokenFile().isPresent()) {
            SecretFile file = role.webIdentityTokenFile().get();
            return StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                    .stsClient(sts)
                    .refreshRequest(() -> AssumeRoleWithWebIdentityRequest.builder()
                            .roleArn(role.arn())
                            .roleSessionName(role.sessionName())
                            .durationSeconds(seconds)
                            .webIdentityToken(read(file))
                            .build())
                    .build();
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> {
                    request.roleArn(role.arn())
                            .roleSessionName(role.sessionName())
                            .durationSeconds(seconds);
                    role.externalId().ifPresent(request::externalId);
                })
                .build();
    }

    private static String read(SecretFile file) {
        try {
            return file.text();
        } catch (KmsUnavailableException e) {
            throw new NoTokenException(e);
        }
    }

    @Override
    public String toString() {
        return "AwsCredentials";
    }

    /** The token's file can't be read; carries that through the SDK. */
    static final class NoTokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final KmsUnavailableException failure;

        NoTokenException(KmsUnavailableException failure) {
            super(failure);
            this.failure = failure;
        }

        KmsUnavailableException failure() {
            return failure;
        }
    }
}
