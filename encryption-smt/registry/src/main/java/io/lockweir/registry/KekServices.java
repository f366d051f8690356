package io.lockweir.registry;

import io.lockweir.encryption.confluent.LocalSecretKms;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsEvents;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens drivers by the registry's types of key services: {@code kms.TYPE.SETTING}, the settings those of our own driver. */
final class KekServices {
    private static final String LOCAL = "local-kms";
    private static final String LOCAL_VARIABLE = "LOCAL_SECRET";
    private static final String DEFAULT_MOUNT = "transit";
    private static final KmsSetting SECRET = KmsSetting.optional(
            "secret",
            KmsSetting.Type.SECRET,
            "TEST ONLY. What keys of local-kms come from; without it the environment variable LOCAL_SECRET.");
    private static final Map<String, String> DRIVERS =
            Map.of("aws-kms", "aws", "gcp-kms", "gcp", "azure-kms", "azure", "hcvault", "vault");

    private final String prefix;
    private final KmsEvents events;
    private final UnaryOperator<@Nullable String> environment;

    /** @param prefix of all settings, for messages */
    KekServices(String prefix, KmsEvents events, UnaryOperator<@Nullable String> environment) {
        this.prefix = prefix;
        this.events = events;
        this.environment = environment;
    }

    /**
     * Drivers. Does no call.
     *
     * @param settings by type, then by name without prefix
     * @throws IllegalArgumentException naming the setting, if a type is not known or a setting is refused
     */
    KekDrivers open(Map<String, Map<String, String>> settings, Set<String> allowed) {
        Map<String, KekDriver> opened = new HashMap<>();
        try {
            new TreeMap<>(settings).forEach((type, each) -> opened.put(type, driver(type, each)));
        } catch (RuntimeException e) {
            opened.values().forEach(KekDriver::close);
            throw e;
        }
        return new KekDrivers(prefix, opened, allowed);
    }

    private KekDriver driver(String type, Map<String, String> settings) {
        String ofType = prefix + type + ".";
        if (type.equals(LOCAL)) {
            return new ServiceKek(local(ofType, settings), KeyIdForm.same());
        }
        String driver = DRIVERS.get(type);
        if (driver == null) {
            throw new IllegalArgumentException("Key '" + ofType + "*' names no type of key service. Known are "
                    + new java.util.TreeSet<>(DRIVERS.keySet()) + " and " + LOCAL + ".");
        }
        Kms kms = KmsClients.openUnbound(driver, type, ofType, settings, events);
        return new ServiceKek(kms, names(type, settings));
    }

    private static KeyIdForm names(String type, Map<String, String> settings) {
        return switch (type) {
            case "azure-kms" -> KeyIdForm.below(address(settings), "/keys/");
            case "hcvault" ->
                KeyIdForm.below(
                        address(settings),
                        "/" + settings.getOrDefault("mount", DEFAULT_MOUNT).strip() + "/keys/");
            default -> KeyIdForm.same();
        };
    }

    /** Required by both drivers, and checked by them. */
    private static URI address(Map<String, String> settings) {
        return URI.create(settings.getOrDefault("address", "").strip());
    }

    private Kms local(String ofType, Map<String, String> settings) {
        KmsSettings checked = KmsSettings.of(ofType, List.of(SECRET), settings);
        @Nullable String secret = checked.optional("secret").orElse(null);
        if (secret == null) {
            secret = environment.apply(LOCAL_VARIABLE);
        }
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException("Key '" + checked.key("secret") + "' is missing, and so is "
                    + LOCAL_VARIABLE + " in the environment. Set one of them.");
        }
        return new LocalSecretKms(secret);
    }
}
