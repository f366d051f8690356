package io.lockweir.sink.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * Catalog properties of one tenant over those of all. Who we are is replaced as a whole: of a base token and a tenant's
 * credential the token would win, and the tenant be written as someone else.
 */
final class TenantIdentity {

    /** Who we are to the catalog, and who to the object store. */
    private static final List<Pattern> GROUPS = List.of(
            Pattern.compile("credential|token|token-.*|scope|user|password|(jdbc|rest\\.auth|rest)\\..*"
                    + "(user|password|access-key-id|secret-access-key|session-token|username)"),
            Pattern.compile("s3\\.(access-key-id|secret-access-key|session-token)|client\\.assume-role\\..*"
                    + "|client\\.credentials-provider.*"));

    private TenantIdentity() {}

    static Map<String, String> over(String tenant, Map<String, String> base, Map<String, String> own) {
        Map<String, String> merged = new HashMap<>(base);
        for (Pattern group : GROUPS) {
            if (own.keySet().stream().anyMatch(key -> group.matcher(key).matches())) {
                merged.keySet().removeIf(key -> group.matcher(key).matches());
            }
        }
        merged.putAll(own);
        String type = merged.getOrDefault("type", merged.getOrDefault("catalog-impl", ""));
        if (type.equalsIgnoreCase("hive") || type.endsWith(".HiveCatalog")) {
            throw new ConfigException(
                    Tenants.PREFIX + tenant + ": a Hive catalog knows the worker's user only, and shares"
                            + " its connections; run one worker a tenant, or use another catalog");
        }
        if (Boolean.parseBoolean(merged.get(TablePreflight.REMOTE_SIGNING))) {
            throw new ConfigException(Tenants.PREFIX + tenant + ": " + TablePreflight.REMOTE_SIGNING
                    + " cannot tell the tenants of a worker apart; have the catalog vend credentials");
        }
        return merged;
    }
}
