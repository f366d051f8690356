package io.lockweir.kms.vault;

import com.google.gson.JsonElement;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.util.Locale;

/**
 * Vault's answers in our four kinds. Its errors are prose: the few that mean something are known by their words, none is quoted.
 */
final class VaultFailure {

    private VaultFailure() {}

    static KmsException ofLogin(Attempt attempt, RestAnswer answer, String login) {
        return answer.isTemporary() || answer.isOk()
                ? attempt.unavailable("Vault answered HTTP " + answer.status() + " to " + login)
                : attempt.denied(
                        "Vault refused " + login + " with HTTP " + answer.status(),
                        "Look at the token, or at role and secret, and at the Vault namespace.");
    }

    static KmsException of(Attempt attempt, RestAnswer answer, String mount) {
        String said = errors(answer);
        if (said.contains("not found") || said.contains("deleted") || answer.status() == 404) {
            return attempt.unknown(
                    "the transit engine at " + mount + " does not have it",
                    "Create the key, or correct its name, the mount or the Vault namespace.");
        }
        if (said.contains("disallowed by policy")) {
            return attempt.invalid(
                    "its version is below min_decryption_version; lower that, rewrap, and raise it again");
        }
        return switch (answer.status()) {
            case 401, 403 ->
                attempt.denied(
                        "Vault answered HTTP " + answer.status(),
                        "Grant update on " + mount + "/encrypt/" + attempt.key() + " and " + mount + "/decrypt/"
                                + attempt.key() + ", and read on " + mount + "/keys/" + attempt.key()
                                + ", in the policy of the login.");
            case 400, 422 -> attempt.invalid("Vault answered HTTP " + answer.status());
            default -> attempt.unavailable("Vault answered HTTP " + answer.status());
        };
    }

    private static String errors(RestAnswer answer) {
        JsonElement errors = answer.json().get("errors");
        return errors == null ? "" : errors.toString().toLowerCase(Locale.ROOT);
    }
}
