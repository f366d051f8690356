package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The error codes that KMS and STS document, in our four kinds. Of a message only that of a denied access is quoted, which names
 * principal, action and key; others may hold a canonical request with its session token.
 */
final class AwsFailure {
    static final Set<String> EXPIRED =
            Set.of("ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired", "RequestExpired");

    private static final Set<String> DENIED = Set.of(
            "AccessDeniedException",
            "AccessDenied",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "InvalidIdentityToken",
            "IDPRejectedClaim",
            "OptInRequired",
            "RegionDisabledException",
            "NotAuthorized");
    private static final Set<String> UNKNOWN = Set.of(
            "NotFoundException",
            "DisabledException",
            "KMSInvalidStateException",
            "InvalidKeyUsageException",
            "InvalidArnException");
    private static final Set<String> INVALID = Set.of("InvalidCiphertextException", "IncorrectKeyException");
    private static final int LONGEST_TEXT = 500;

    private AwsFailure() {}

    static boolean isExpired(AwsServiceException e) {
        return EXPIRED.contains(code(e));
    }

    static KmsException of(Attempt attempt, AwsServiceException e) {
        String code = code(e);
        if (INVALID.contains(code)) {
            return attempt.invalid("it answered " + code);
        }
        if (UNKNOWN.contains(code)) {
            return attempt.unknown(
                    "it answered " + code,
                    "Compare the ARN and its region; enable the key or cancel its deletion if that was not meant.");
        }
        if (DENIED.contains(code) || isExpired(e)) {
            return attempt.denied(
                    "it answered " + code + quoted(e, code),
                    "Grant kms:Encrypt, kms:Decrypt and kms:DescribeKey on the key to the principal, in the key's policy and in IAM.");
        }
        return attempt.unavailable("it answered " + code + ", HTTP " + e.statusCode());
    }

    private static String quoted(AwsServiceException e, String code) {
        @Nullable AwsErrorDetails details = e.awsErrorDetails();
        String text = details == null || !code.startsWith("AccessDenied") ? null : details.errorMessage();
        if (text == null) {
            return "";
        }
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return " (" + printable.substring(0, Math.min(LONGEST_TEXT, printable.length())) + ")";
    }

    private static String code(AwsServiceException e) {
        @Nullable AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "no code" : code;
    }
}
