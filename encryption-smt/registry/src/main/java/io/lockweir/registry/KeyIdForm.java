package io.lockweir.registry;

import io.lockweir.encryption.kms.KekUnknownException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the registry's name of a key becomes a driver's. A name that is a URL must lead to the service that is configured: else whoever
 * writes to the registry could have our credentials sent to an address of theirs.
 */
@FunctionalInterface
interface KeyIdForm {

    /** The driver's name of a key. */
    String keyOf(String kmsKeyId) throws KekUnknownException;

    /** The same: an ARN, or a resource of Google's. */
    static KeyIdForm same() {
        return kmsKeyId -> kmsKeyId;
    }

    /**
     * What follows a service's own address and a folder.
     *
     * @param address configured
     * @param folder between the two, as in {@code /keys/}
     */
    static KeyIdForm below(URI address, String folder) {
        return kmsKeyId -> {
            @Nullable URI uri;
            try {
                uri = URI.create(kmsKeyId);
            } catch (IllegalArgumentException e) {
                uri = null;
            }
            boolean ours = uri != null
                    && origin(address).equals(origin(uri))
                    && uri.getRawQuery() == null
                    && uri.getPath() != null
                    && uri.getPath().startsWith(folder)
                    && Arrays.stream(uri.getPath().substring(folder.length()).split("/", -1))
                            .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
            if (uri == null || !ours) {
                throw new KekUnknownException("Key " + kmsKeyId + " is not at the service that is configured, "
                        + origin(address) + folder + "... Compare encrypt.kms.key.id with the address in kms.*");
            }
            return uri.getPath().substring(folder.length());
        };
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int given = uri.getPort();
        int port = given >= 0 ? given : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
