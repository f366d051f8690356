package io.lockweir.kms.rest;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.time.Clock;
import java.util.Optional;

/** What a token endpoint or a metadata service answers, RFC 6749. */
public final class OAuthAnswer {

    private OAuthAnswer() {}

    /**
     * The token in an answer.
     *
     * @param issuer as in "the metadata server"
     * @param next what to look at when the issuer refused
     */
    public static AccessToken token(Attempt attempt, RestAnswer answer, String issuer, String next, Clock clock)
            throws KmsException {
        Optional<String> token = answer.text("access_token");
        if (answer.isOk() && token.isPresent()) {
            return new AccessToken(token.get(), clock.instant().plusSeconds(answer.number("expires_in")));
        }
        throw answer.isOk() || answer.isTemporary()
                ? attempt.unavailable(issuer + " gave no token, HTTP " + answer.status())
                : attempt.denied(issuer + " refused with HTTP " + answer.status(), next);
    }
}
