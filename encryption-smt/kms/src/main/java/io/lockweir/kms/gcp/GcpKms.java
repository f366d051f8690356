package io.lockweir.kms.gcp;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.CanonicalContext;
import io.lockweir.kms.OpenState;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * {@code cryptoKeys.encrypt}, {@code .decrypt} and {@code .get}, the context as additional authenticated data. Every byte string goes and
 * comes with its CRC32C, as Google advises: a data key damaged on the way would be published and never be unwrapped.
 */
final class GcpKms implements Kms {
    private static final String SERVICE = "Google Cloud KMS";
    private static final Pattern NAME = Pattern.compile(
            "projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+");

    private final RestClient client;
    private final URI endpoint;
    private final AccessTokens tokens;
    private final OpenState open = new OpenState();

    GcpKms(RestClient client, URI endpoint, AccessTokens tokens) {
        this.client = client;
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(SERVICE, key);
        JsonObject body = new JsonObject();
        put(body, "plaintext", dek);
        put(body, "additionalAuthenticatedData", CanonicalContext.bytes(context));
        RestAnswer answer = post(attempt, ":encrypt", body);
        if (!answer.flag("verifiedPlaintextCrc32c") || !answer.flag("verifiedAdditionalAuthenticatedDataCrc32c")) {
            throw attempt.unavailable("Google did not confirm the request's checksums");
        }
        return checked(attempt, answer, "ciphertext");
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        JsonObject body = new JsonObject();
        put(body, "ciphertext", wrapped);
        put(body, "additionalAuthenticatedData", CanonicalContext.bytes(context));
        try {
            return checked(attempt, post(attempt, ":decrypt", body), "plaintext");
        } catch (KekUnknownException e) {
            if (describe(key).state() == KekDescription.State.ENABLED) {
                throw attempt.invalid("the version that made it is not enabled");
            }
            throw e;
        }
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        URI uri = uri(attempt, "");
        RestAnswer primary = authorised(attempt, headers -> client.get(attempt, uri, headers))
                .in("primary");
        KekDescription.State state = switch (primary.text("state").orElse("")) {
            case "ENABLED" -> KekDescription.State.ENABLED;
            case "DISABLED" -> KekDescription.State.DISABLED;
            case "DESTROY_SCHEDULED", "DESTROYED" -> KekDescription.State.PENDING_DESTRUCTION;
            default -> KekDescription.State.UNKNOWN;
        };
        String version = primary.text("name").orElse("").replaceFirst(".*/", "");
        return new KekDescription(key, version, state, true);
    }

    @Override
    public void close() {
        open.close();
    }

    private RestAnswer post(Attempt attempt, String verb, JsonObject body) throws KmsException {
        URI uri = uri(attempt, verb);
        return authorised(attempt, headers -> client.postJson(attempt, uri, headers, body));
    }

    private URI uri(Attempt attempt, String verb) throws KmsException {
        if (!NAME.matcher(attempt.key()).matches()) {
            throw attempt.unknown(
                    "it is no name of a key",
                    "Name it as projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY, without a version.");
        }
        return endpoint.resolve("/v1/" + attempt.key() + verb);
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
        String code = answer.in("error").text("status").orElse("HTTP " + answer.status());
        return switch (code) {
            case "PERMISSION_DENIED", "UNAUTHENTICATED" ->
                attempt.denied(
                        "it answered " + code,
                        "Grant roles/cloudkms.cryptoKeyEncrypterDecrypter on the key; the answer is the same when the key does not "
                                + "exist.");
            case "NOT_FOUND", "FAILED_PRECONDITION" ->
                attempt.unknown("it answered " + code, "Create or enable the key, or restore its version.");
            case "INVALID_ARGUMENT" -> attempt.invalid("it answered " + code);
            default -> attempt.unavailable("it answered " + code);
        };
    }

    private static void put(JsonObject body, String name, byte[] bytes) {
        body.addProperty(name, Base64.getEncoder().encodeToString(bytes));
        body.addProperty(name + "Crc32c", Long.toString(crc32c(bytes)));
    }

    private static byte[] checked(Attempt attempt, RestAnswer answer, String name) throws KmsException {
        Optional<byte[]> bytes = answer.text(name).map(Base64.getDecoder()::decode);
        if (bytes.isEmpty() || answer.number(name + "Crc32c") != crc32c(bytes.get())) {
            throw attempt.unavailable("the answer was damaged on the way");
        }
        return bytes.get();
    }

    private static long crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
