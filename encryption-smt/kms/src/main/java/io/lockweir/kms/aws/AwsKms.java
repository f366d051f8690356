package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.OpenState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Encrypt, Decrypt and DescribeKey, the context as KMS's encryption context. */
final class AwsKms implements Kms {
    private static final String SERVICE = "AWS KMS";

    private final AwsSettings settings;
    private final OpenState open = new OpenState();
    private final Map<String, RegionalKms> regions = new ConcurrentHashMap<>();

    AwsKms(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(SERVICE, key);
        return call(
                attempt,
                client -> client.encrypt(request -> request.keyId(key)
                                .plaintext(SdkBytes.fromByteArrayUnsafe(dek))
                                .encryptionContext(context))
                        .ciphertextBlob()
                        .asByteArray());
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        if (wrapped.length == 0) {
            throw attempt.invalid("it is empty");
        }
        DecryptResponse answer = call(
                attempt,
                client -> client.decrypt(request -> request.keyId(key)
                        .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(wrapped))
                        .encryptionContext(context)));
        if (!KeyName.mayBe(key, answer.keyId())) {
            throw attempt.invalid("AWS unwrapped it with another key");
        }
        return answer.plaintext().asByteArray();
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        KeyMetadata metadata = call(
                attempt,
                client -> client.describeKey(request -> request.keyId(key)).keyMetadata());
        KekDescription.State state = switch (metadata.keyState()) {
            case ENABLED -> KekDescription.State.ENABLED;
            case DISABLED -> KekDescription.State.DISABLED;
            case PENDING_DELETION, PENDING_REPLICA_DELETION -> KekDescription.State.PENDING_DESTRUCTION;
            default -> KekDescription.State.UNKNOWN;
        };
        return new KekDescription(key, "", state, true);
    }

    @Override
    public void close() {
        open.close();
        regions.values().forEach(RegionalKms::close);
        regions.clear();
    }

    private <T> T call(Attempt attempt, Function<KmsClient, T> call) throws KmsException {
        open.check(attempt);
        String name = KeyName.region(attempt, settings.region());
        RegionalKms region = regions.computeIfAbsent(name, unknown -> new RegionalKms(unknown, settings));
        try {
            return withFreshCredentials(region, call);
        } catch (AwsServiceException e) {
            throw AwsFailure.of(attempt, e);
        } catch (AwsCredentials.NoTokenException e) {
            throw e.failure();
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            throw attempt.unavailable("the thread was interrupted while it waited");
        } catch (SdkClientException e) {
            throw attempt.unavailable("the AWS SDK got no answer or no credentials in region " + name + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** A session that ended before its time is not the caller's concern: fetched anew, once. */
    private static <T> T withFreshCredentials(RegionalKms region, Function<KmsClient, T> call) {
        try {
            return call.apply(region.client());
        } catch (AwsServiceException e) {
            if (!AwsFailure.isExpired(e)) {
                throw e;
            }
            region.forgetCredentials();
            return call.apply(region.client());
        }
    }
}
