package io.lockweir.kms.gcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.SecretFile;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.JsonText;
import io.lockweir.kms.rest.OAuthAnswer;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Workload identity federation: a token that another identity provider keeps in a file is exchanged for one of Google's (RFC 8693),
 * which may stand in for a service account.
 *
 * @param key the setting that names the credential file
 */
record ExternalAccount(RestClient client, Clock clock, RestAnswer credentials, String key)
        implements AccessTokens.Source {
    private static final String NEXT =
            "Make the file with 'gcloud iam workload-identity-pools create-cred-config --credential-source-file'.";

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        Optional<String> impersonated = credentials.text("service_account_impersonation_url");
        Map<String, String> form = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "audience",
                needed(attempt, credentials, "audience"),
                "scope",
                impersonated.isPresent() ? "https://www.googleapis.com/auth/iam" : ServiceAccount.SCOPE,
                "requested_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "subject_token_type",
                needed(attempt, credentials, "subject_token_type"),
                "subject_token",
                subjectToken(attempt));
        URI endpoint = URI.create(credentials.text("token_url").orElse("https://sts.googleapis.com/v1/token"));
        RestAnswer answer = client.postForm(attempt, endpoint, form);
        AccessToken token = OAuthAnswer.token(
                attempt,
                answer,
                "the token exchange of the external account",
                "Look at the credential file or at the machine's service account.",
                clock);
        return impersonated.isPresent() ? impersonating(attempt, URI.create(impersonated.get()), token) : token;
    }

    private AccessToken impersonating(Attempt attempt, URI endpoint, AccessToken token) throws KmsException {
        JsonArray scopes = new JsonArray();
        scopes.add(ServiceAccount.SCOPE);
        JsonObject body = new JsonObject();
        body.add("scope", scopes);
        RestAnswer answer =
                client.postJson(attempt, endpoint, Map.of("Authorization", "Bearer " + token.value()), body);
        Optional<String> fresh = answer.text("accessToken");
        if (answer.isOk() && fresh.isPresent()) {
            return new AccessToken(
                    fresh.get(), instant(answer.text("expireTime").orElse("")));
        }
        throw answer.isOk() || answer.isTemporary()
                ? attempt.unavailable("impersonating the service account gave no token, HTTP " + answer.status())
                : attempt.denied(
                        "impersonating the service account was refused with HTTP " + answer.status(),
                        "Grant roles/iam.workloadIdentityUser on it to the pool's principal.");
    }

    private String subjectToken(Attempt attempt) throws KmsException {
        RestAnswer source = credentials.in("credential_source");
        String path = needed(attempt, source, "file");
        String text = new SecretFile(key, path).text();
        RestAnswer format = source.in("format");
        if (!format.text("type").orElse("text").equals("json")) {
            return text;
        }
        String field = needed(attempt, format, "subject_token_field_name");
        return needed(attempt, new RestAnswer(200, JsonText.object(text)), field);
    }

    private static String needed(Attempt attempt, RestAnswer object, String name) throws KmsException {
        return object.text(name).orElseThrow(() -> attempt.denied("the external account's file lacks " + name, NEXT));
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            // A token of unknown life is used once.
            return clock.instant();
        }
    }

    /** Without anything of the file. */
    @Override
    public String toString() {
        return "ExternalAccount";
    }
}
