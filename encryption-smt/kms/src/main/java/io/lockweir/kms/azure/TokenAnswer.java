package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.RestAnswer;
import java.time.Clock;
import java.util.Optional;

/** What Entra and the metadata service answer. */
final class TokenAnswer {

    private TokenAnswer() {}

    static AccessToken token(Attempt attempt, RestAnswer answer, String issuer, Clock clock) throws KmsException {
        Optional<String> token = answer.text("access_token");
        if (answer.isOk() && token.isPresent()) {
            return new AccessToken(token.get(), clock.instant().plusSeconds(answer.number("expires_in")));
        }
        throw answer.isOk() || answer.isTemporary()
                ? attempt.unavailable(issuer + " gave no token, HTTP " + answer.status())
                : attempt.denied(
                        issuer + " refused the identity with HTTP " + answer.status(),
                        "Look at tenant, client and secret, or at the machine's managed identity.");
    }
}
