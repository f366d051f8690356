package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.kms.Attempt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The region in the name of a key. */
final class KeyName {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):\\d{12}:(?:key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+)");
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9-]{1,64}|alias/[A-Za-z0-9/_-]+");

    private KeyName() {}

    /** The region of an ARN, or the configured one for a key id or an alias. */
    static String region(Attempt attempt, Optional<String> configured) throws KekUnknownException {
        Matcher arn = ARN.matcher(attempt.key());
        if (arn.matches()) {
            return arn.group(1);
        }
        if (configured.isPresent() && SHORT.matcher(attempt.key()).matches()) {
            return configured.get();
        }
        throw attempt.unknown(
                "it is no ARN such as arn:aws:kms:REGION:ACCOUNT:key/ID",
                "Name the key by its ARN, or set 'region' beside a key id or alias.");
    }

    /** Whether a key that was asked for by its ARN answered as itself. What an alias stands for is AWS's to say. */
    static boolean mayBe(String asked, String answered) {
        return !asked.contains(":key/") || asked.equals(answered);
    }
}
