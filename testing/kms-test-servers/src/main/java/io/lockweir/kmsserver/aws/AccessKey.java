package io.lockweir.kmsserver.aws;

import java.time.Instant;

/**
 * Credentials that the server issued.
 *
 * @param principal the ARN of the user, or of the assumed role with its session name
 * @param sessionToken empty for a user's own key
 */
public record AccessKey(String id, String secret, String sessionToken, Instant expires, String principal) {

    boolean isSession() {
        return !sessionToken.isEmpty();
    }

    @Override
    public String toString() {
        return "AccessKey " + id + " of " + principal;
    }
}
