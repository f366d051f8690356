package io.lockweir.registry.http;

import io.lockweir.registry.http.RegistryException.Kind;

/** The words for what a registry said, by its documented numbers. What it wrote beside them is left out: it may quote the request. */
final class Failures {
    private static final int DEK_NOT_FOUND = 40470;
    private static final int NOT_SOFT_DELETED = 40471;
    private static final int MUST_UNDELETE = 40472;
    private static final int KEY_EXISTS = 40971;
    private static final int TOO_MANY_KEYS = 40972;
    private static final int INVALID_KEY = 42271;
    private static final int REFERENCES_EXIST = 42272;
    private static final int KMS_DENIED = 40370;
    private static final int GENERATION_FAILED = 50070;

    private Failures() {}

    static RegistryException of(String call, int status, int code) {
        String said = "Could not " + call + ": the registry answered HTTP " + status
                + (code == status ? "" : ", code " + code) + meaning(code);
        return new RegistryException(kind(status, code), code, said);
    }

    static RegistryException unreachable(String call, String reason) {
        return new RegistryException(
                Kind.UNAVAILABLE,
                0,
                "Could not " + call + ": " + reason + ". Look at the registry and at the network on the way to it.");
    }

    private static Kind kind(int status, int code) {
        if (code == MUST_UNDELETE || code == NOT_SOFT_DELETED || code == TOO_MANY_KEYS || code == GENERATION_FAILED) {
            return Kind.REFUSED;
        }
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404, 410 -> Kind.MISSING;
            case 405 -> Kind.NOT_ALLOWED;
            case 409 -> Kind.CONFLICT;
            case 408, 429 -> Kind.UNAVAILABLE;
            default -> status >= 500 || status < 300 ? Kind.UNAVAILABLE : Kind.REFUSED;
        };
    }

    private static String meaning(int code) {
        return switch (code) {
            case DEK_NOT_FOUND -> " (key not found).";
            case NOT_SOFT_DELETED -> " (not soft-deleted yet).";
            case MUST_UNDELETE -> " (soft-deleted). Undelete it in the registry, or name another key.";
            case KEY_EXISTS -> " (exists already).";
            case TOO_MANY_KEYS ->
                " (too many keys). Delete keys that nothing is encrypted with, or ask for a higher limit.";
            case INVALID_KEY -> " (invalid key). Compare the rule's parameters with the registry's key.";
            case REFERENCES_EXIST -> " (still referred to).";
            case KMS_DENIED -> " (the key service refused the registry). Grant the registry the use of the shared key.";
            case GENERATION_FAILED ->
                " (the registry could not make a data key). Look at the registry's own key service.";
            case 401 -> ". Compare the credentials with the registry's.";
            case 403 -> ". Grant the principal the right to it.";
            default -> ".";
        };
    }
}
