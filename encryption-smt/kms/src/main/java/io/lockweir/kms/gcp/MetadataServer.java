package io.lockweir.kms.gcp;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.OAuthAnswer;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** The token of the machine's own service account. */
record MetadataServer(RestClient client, URI address, Clock clock) implements AccessTokens.Source {
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        RestAnswer answer = client.get(attempt, address.resolve(PATH), Map.of("Metadata-Flavor", "Google"));
        return OAuthAnswer.token(
                attempt,
                answer,
                "the metadata server",
                "Look at the credential file or at the machine's service account.",
                clock);
    }
}
