package io.lockweir.kms.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of one region, with the credentials that they share. */
final class RegionalKms implements AutoCloseable {
    private final SdkHttpClient http;
    private final StsClient sts;
    private final AwsCredentials credentials;
    private final KmsClient kms;

    RegionalKms(String name, AwsSettings settings) {
        Region region = Region.of(name);
        Duration timeout = settings.timeout();
        http = UrlConnectionHttpClient.builder()
                .connectionTimeout(timeout)
                .socketTimeout(timeout)
                .build();
        sts = configured(StsClient.builder().httpClient(http), region, settings.stsEndpoint(), timeout)
                .credentialsProvider(AwsCredentials.ofSts(settings))
                .build();
        credentials = new AwsCredentials(settings, () -> sts);
        kms = configured(KmsClient.builder().httpClient(http), region, settings.endpoint(), timeout)
                .credentialsProvider(credentials)
                .build();
    }

    /** No retries of the SDK's own: a driver does not retry, its decorator does. */
    private static <B extends AwsClientBuilder<B, C>, C> B configured(
            B builder, Region region, Optional<URI> endpoint, Duration timeout) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(region)
                .overrideConfiguration(client ->
                        client.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(timeout));
    }

    KmsClient client() {
        return kms;
    }

    void forgetCredentials() {
        credentials.forget();
    }

    @Override
    public void close() {
        kms.close();
        credentials.close();
        sts.close();
        http.close();
    }
}
