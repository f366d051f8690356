package io.lockweir.kms.gcp;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.SecretFile;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.JsonText;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.time.Clock;

/** The token that a credential file of Google's leads to, by its type. */
record CredentialFile(RestClient client, SecretFile file, Clock clock) implements AccessTokens.Source {

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        RestAnswer credentials = new RestAnswer(200, JsonText.object(file.text()));
        return switch (credentials.text("type").orElse("")) {
            case "service_account" -> new ServiceAccount(client, clock, credentials).fetch(attempt);
            case "external_account" -> new ExternalAccount(client, clock, credentials, file.key()).fetch(attempt);
            default ->
                throw attempt.denied(
                        "the file of key '" + file.key() + "' is of no type that is known",
                        "Give one of type service_account or external_account.");
        };
    }
}
