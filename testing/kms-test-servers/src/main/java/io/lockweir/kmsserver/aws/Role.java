package io.lockweir.kmsserver.aws;

import java.time.Duration;

/**
 * A role that may be assumed.
 *
 * @param externalId what its trust policy asks for, or empty
 * @param webIdentityToken the token that an identity provider vouches for, or empty
 * @param longest how long its sessions last at most
 */
public record Role(String arn, String externalId, String webIdentityToken, Duration longest) {

    String name() {
        return arn.substring(arn.indexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "Role " + arn;
    }
}
