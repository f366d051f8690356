package io.lockweir.kms.pkcs11;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/** The return codes that PKCS#11 defines, in our four kinds; the JDK carries them in the texts of its exceptions. */
final class Pkcs11Failure {
    private static final Pattern CODE = Pattern.compile("CKR_[A-Z0-9_]+");
    private static final Set<String> DENIED = Set.of(
            "CKR_PIN_INCORRECT",
            "CKR_PIN_INVALID",
            "CKR_PIN_LEN_RANGE",
            "CKR_PIN_LOCKED",
            "CKR_PIN_EXPIRED",
            "CKR_USER_PIN_NOT_INITIALIZED",
            "CKR_KEY_FUNCTION_NOT_PERMITTED");
    private static final Set<String> UNKNOWN =
            Set.of("CKR_OBJECT_HANDLE_INVALID", "CKR_KEY_HANDLE_INVALID", "CKR_KEY_TYPE_INCONSISTENT");
    private static final Set<String> INVALID =
            Set.of("CKR_ENCRYPTED_DATA_INVALID", "CKR_ENCRYPTED_DATA_LEN_RANGE", "CKR_AEAD_DECRYPT_FAILED");

    private Pkcs11Failure() {}

    static KmsException of(Attempt attempt, Throwable failure) {
        Set<String> codes = codes(failure);
        String said = codes.isEmpty() ? failure.getClass().getSimpleName() : String.join(", ", codes);
        if (failure instanceof AEADBadTagException || codes.stream().anyMatch(INVALID::contains)) {
            return attempt.invalid("the module answered " + said);
        }
        if (codes.stream().anyMatch(DENIED::contains)) {
            return attempt.denied(
                    "the module answered " + said,
                    "Look at the PIN, of which no second try is made, and at the key's attributes CKA_ENCRYPT and CKA_DECRYPT.");
        }
        if (codes.stream().anyMatch(UNKNOWN::contains)) {
            return attempt.unknown("the module answered " + said, "Look whether the key was deleted or replaced.");
        }
        return attempt.unavailable("the module answered " + said);
    }

    static Set<String> codes(Throwable failure) {
        Set<String> codes = new TreeSet<>();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
            while (code.find()) {
                codes.add(code.group());
            }
        }
        return codes;
    }
}
