package io.lockweir.kms.azure;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.OpenState;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Pattern;

/** The calls of a vault: {@code wrapkey}, {@code unwrapkey} and {@code getkey}, with RSA-OAEP-256. */
final class AzureVault {
    static final String SERVICE = "Azure Key Vault";
    private static final String API = "?api-version=7.4";
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]{1,127}");

    private final RestClient client;
    private final URI address;
    private final AccessTokens tokens;
    private final OpenState open = new OpenState();

    AzureVault(RestClient client, URI address, AccessTokens tokens) {
        this.client = client;
        this.address = address;
        this.tokens = tokens;
    }

    /**
     * Wraps.
     *
     * @param version in front of the verb, empty for the current one
     */
    RestAnswer wrap(Attempt attempt, String name, String version, byte[] bytes) throws KmsException {
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return post(attempt, name, verb(version, "wrapkey"), value);
    }

    /** Unwraps what a version wrapped; the caller wipes the result. */
    byte[] unwrap(Attempt attempt, String name, String version, String value) throws KmsException {
        RestAnswer answer;
        try {
            answer = post(attempt, name, verb(version, "unwrapkey"), value);
        } catch (KekUnknownException e) {
            if (describe(attempt.key(), name).state() == KekDescription.State.ENABLED) {
                throw attempt.invalid("the key has no usable version " + version);
            }
            throw e;
        }
        return Base64.getUrlDecoder().decode(answer.text("value").orElse(""));
    }

    KekDescription describe(String key, String name) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        URI uri = uri(attempt, name, "");
        RestAnswer answer = authorised(attempt, headers -> client.get(attempt, uri, headers));
        String version = answer.in("key").text("kid").orElse("").replaceFirst(".*/", "");
        KekDescription.State state =
                answer.in("attributes").flag("enabled") ? KekDescription.State.ENABLED : KekDescription.State.DISABLED;
        return new KekDescription(key, version, state, false);
    }

    void close() {
        open.close();
    }

    private static String verb(String version, String verb) {
        return version.isEmpty() ? "/" + verb : "/" + version + "/" + verb;
    }

    private RestAnswer post(Attempt attempt, String name, String verb, String value) throws KmsException {
        JsonObject body = new JsonObject();
        body.addProperty("alg", "RSA-OAEP-256");
        body.addProperty("value", value);
        URI uri = uri(attempt, name, verb);
        return authorised(attempt, headers -> client.postJson(attempt, uri, headers, body));
    }

    private URI uri(Attempt attempt, String name, String verb) throws KmsException {
        if (!NAME.matcher(name).matches()) {
            throw attempt.unknown(
                    "it is no name of a key", "Give the name alone; the vault's address is a setting of its own.");
        }
        return address.resolve("/keys/" + name + verb + API);
    }

    private RestAnswer authorised(Attempt attempt, AccessTokens.Call call) throws KmsException {
        open.check(attempt);
        RestAnswer answer = tokens.authorised(attempt, call);
        if (!answer.isOk()) {
            throw failure(attempt, answer);
        }
        return answer;
    }

    private static KmsException failure(Attempt attempt, RestAnswer answer) {
        RestAnswer error = answer.in("error");
        String code = error.in("innererror")
                .text("code")
                .or(() -> error.text("code"))
                .filter(text -> text.matches("\\w{1,60}"))
                .orElse("no code");
        String said = "it answered HTTP " + answer.status() + ", " + code;
        if (answer.status() == 404 || code.equals("KeyDisabled") || code.equals("KeyNotFound")) {
            return attempt.unknown(said, "Create, enable or recover the key, or its version.");
        }
        return switch (answer.status()) {
            case 401, 403 ->
                attempt.denied(
                        said, "Grant wrapKey, unwrapKey and get on keys, for example by role Key Vault Crypto User.");
            case 400 -> attempt.invalid(said);
            default -> attempt.unavailable(said);
        };
    }
}
