package io.lockweir.kms.azure;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.OpenState;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code wrapkey}, {@code unwrapkey} and {@code getkey} with RSA-OAEP-256. Whoever has the public key can wrap, so a wrapped data key is
 * not authentic: the topic's access rules protect it.
 */
final class AzureKms implements Kms {
    private static final String SERVICE = "Azure Key Vault";
    private static final String API = "?api-version=7.4";
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]{1,127}");

    private final RestClient client;
    private final URI address;
    private final AccessTokens tokens;
    private final OpenState open = new OpenState();

    AzureKms(RestClient client, URI address, AccessTokens tokens) {
        this.client = client;
        this.address = address;
        this.tokens = tokens;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(SERVICE, key);
        byte[] bound = WrappedKey.bound(dek, context);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bound);
        Arrays.fill(bound, (byte) 0);
        RestAnswer answer = post(attempt, "/wrapkey", value);
        String version = answer.text("kid").orElse("").replaceFirst(".*/", "");
        return WrappedKey.read(
                        attempt, new WrappedKey(version, answer.text("value").orElse("")).bytes())
                .bytes();
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        WrappedKey parts = WrappedKey.read(attempt, wrapped);
        RestAnswer answer;
        try {
            answer = post(attempt, "/" + parts.version() + "/unwrapkey", parts.value());
        } catch (KekUnknownException e) {
            if (describe(key).state() == KekDescription.State.ENABLED) {
                throw attempt.invalid("the key has no usable version " + parts.version());
            }
            throw e;
        }
        byte[] bound = Base64.getUrlDecoder().decode(answer.text("value").orElse(""));
        try {
            return WrappedKey.released(attempt, bound, context);
        } finally {
            Arrays.fill(bound, (byte) 0);
        }
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        URI uri = uri(attempt, "");
        RestAnswer answer = authorised(attempt, headers -> client.get(attempt, uri, headers));
        String version = answer.in("key").text("kid").orElse("").replaceFirst(".*/", "");
        KekDescription.State state =
                answer.in("attributes").flag("enabled") ? KekDescription.State.ENABLED : KekDescription.State.DISABLED;
        return new KekDescription(key, version, state, false);
    }

    @Override
    public void close() {
        open.close();
    }

    private RestAnswer post(Attempt attempt, String verb, String value) throws KmsException {
        JsonObject body = new JsonObject();
        body.addProperty("alg", "RSA-OAEP-256");
        body.addProperty("value", value);
        URI uri = uri(attempt, verb);
        return authorised(attempt, headers -> client.postJson(attempt, uri, headers, body));
    }

    private URI uri(Attempt attempt, String verb) throws KmsException {
        if (!NAME.matcher(attempt.key()).matches()) {
            throw attempt.unknown(
                    "it is no name of a key", "Give the name alone; the vault's address is a setting of its own.");
        }
        return address.resolve("/keys/" + attempt.key() + verb + API);
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
