package io.lockweir.kms.vault;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.CanonicalContext;
import io.lockweir.kms.OpenState;
import io.lockweir.kms.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Transit's encrypt and decrypt, the context as associated data: the key must be of an authenticated type that is not derived, such as
 * aes256-gcm96. The wrapped data key is Vault's text, {@code vault:v1:…}, which names the key's version.
 */
final class VaultKms implements Kms {
    private static final String SERVICE = "Vault transit";
    private static final Pattern NAME = Pattern.compile("\\w(([\\w.-]+)?\\w)?");
    private static final Pattern WRAPPED = Pattern.compile("vault:v[1-9]\\d{0,8}:([A-Za-z0-9+/]+={0,2})");

    private final VaultConnection connection;
    private final String mount;
    private final VaultSession session;
    private final OpenState open = new OpenState();

    VaultKms(VaultConnection connection, String mount, Login login, Clock clock) {
        this.connection = connection;
        this.mount = mount;
        this.session = new VaultSession(connection, login, clock);
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(SERVICE, key);
        JsonObject body = body(context);
        body.addProperty("plaintext", Base64.getEncoder().encodeToString(dek));
        RestAnswer answer = call(attempt, (path, token) -> connection.post(attempt, path, token, body), "encrypt");
        return text(attempt, answer, "ciphertext").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        String ciphertext = new String(wrapped, StandardCharsets.US_ASCII);
        Matcher parts = WRAPPED.matcher(ciphertext);
        if (!parts.matches() || !isCanonical(parts.group(1))) {
            throw attempt.invalid("it is no ciphertext of Vault's");
        }
        JsonObject body = body(context);
        body.addProperty("ciphertext", ciphertext);
        RestAnswer answer = call(attempt, (path, token) -> connection.post(attempt, path, token, body), "decrypt");
        return Base64.getDecoder().decode(text(attempt, answer, "plaintext"));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        RestAnswer answer = call(attempt, (path, token) -> connection.get(attempt, path, token), "keys");
        RestAnswer data = answer.in("data");
        boolean usable = data.flag("supports_encryption") && data.flag("supports_decryption") && !data.flag("derived");
        return new KekDescription(
                key,
                "v" + data.number("latest_version"),
                usable ? KekDescription.State.ENABLED : KekDescription.State.UNKNOWN,
                true);
    }

    @Override
    public void close() {
        open.close();
        session.close();
    }

    /** Whether base64 has one reading: Vault takes several, and a changed character would go unnoticed. */
    private static boolean isCanonical(String base64) {
        try {
            return Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(base64))
                    .equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonObject body(Map<String, String> context) {
        JsonObject body = new JsonObject();
        body.addProperty("associated_data", Base64.getEncoder().encodeToString(CanonicalContext.bytes(context)));
        return body;
    }

    /** A refused token is replaced once: it may have ended, or been revoked with its parent. */
    private RestAnswer call(Attempt attempt, Call call, String action) throws KmsException {
        open.check(attempt);
        if (!NAME.matcher(attempt.key()).matches()) {
            throw attempt.unknown("it is no name of a transit key", "Correct it; the mount is a setting of its own.");
        }
        String path = mount + "/" + action + "/" + attempt.key();
        String token = session.token(attempt);
        RestAnswer answer = call.send(path, token);
        if (answer.status() == 403) {
            String other = session.tokenAfter(token, attempt);
            answer = other.equals(token) ? answer : call.send(path, other);
        }
        if (!answer.isOk()) {
            throw VaultFailure.of(attempt, answer, mount);
        }
        return answer;
    }

    private static String text(Attempt attempt, RestAnswer answer, String name) throws KmsException {
        return answer.in("data").text(name).orElseThrow(() -> attempt.unavailable("Vault's answer lacks " + name));
    }

    /** One request with a token. */
    private interface Call {
        RestAnswer send(String path, String token) throws KmsException;
    }
}
