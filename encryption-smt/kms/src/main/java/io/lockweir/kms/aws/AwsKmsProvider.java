package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.util.List;

/** Driver {@code aws}. Needs the AWS SDK's kms, sts and url-connection-client in the plugin's folder. */
public final class AwsKmsProvider implements KmsProvider {

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<KmsSetting> settings() {
        return AwsSettings.DECLARED;
    }

    @Override
    public Kms open(KmsSettings settings) {
        return new AwsKms(AwsSettings.of(settings));
    }

    /** Without an encryption context the blob is KMS's own. */
    @Override
    public Kms openUnbound(KmsSettings settings) {
        return open(settings);
    }
}
