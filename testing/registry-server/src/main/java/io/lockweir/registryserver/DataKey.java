package io.lockweir.registryserver;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.util.Optional;
import java.util.Set;

/** A data key as it is stored. */
record DataKey(Id id, String encryptedKeyMaterial, long ts, boolean deleted) {
    static final String DEFAULT_ALGORITHM = "AES256_GCM";
    private static final Set<String> ALGORITHMS = Set.of("AES128_GCM", DEFAULT_ALGORITHM, "AES256_SIV");

    /** What makes a data key one of its own. */
    record Id(String kek, String subject, String algorithm, int version) {

        static Id of(String kek, String subject, JsonObject body) {
            String algorithm = Json.text(body, "algorithm").orElse(DEFAULT_ALGORITHM);
            if (!ALGORITHMS.contains(algorithm)) {
                throw RegistryError.invalidKey("algorithm");
            }
            return new Id(kek, subject, algorithm, version(Json.text(body, "version")));
        }

        private static int version(Optional<String> given) {
            int version = given.filter(text -> text.matches("\\d{1,9}"))
                    .map(Integer::parseInt)
                    .orElse(given.isPresent() ? 0 : 1);
            if (version < 1) {
                throw RegistryError.invalidKey("version");
            }
            return version;
        }

        boolean isOf(String otherKek, String otherSubject, String otherAlgorithm) {
            return kek.equals(otherKek) && subject.equals(otherSubject) && algorithm.equals(otherAlgorithm);
        }
    }

    DataKey withDeleted(boolean value) {
        return new DataKey(id, encryptedKeyMaterial, ts, value);
    }

    JsonObject json(Optional<String> keyMaterial) {
        JsonObject json = Json.of(
                "kekName", id.kek(),
                "subject", id.subject(),
                "algorithm", id.algorithm(),
                "encryptedKeyMaterial", encryptedKeyMaterial);
        json.addProperty("version", id.version());
        keyMaterial.ifPresent(text -> json.addProperty("keyMaterial", text));
        json.addProperty("ts", ts);
        if (deleted) {
            json.addProperty("deleted", true);
        }
        return json;
    }
}
