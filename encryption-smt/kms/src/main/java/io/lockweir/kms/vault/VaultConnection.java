package io.lockweir.kms.vault;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Requests of Vault's API, in one namespace. */
record VaultConnection(RestClient client, URI address, String namespace) {

    RestAnswer get(Attempt attempt, String path, String token) throws KmsException {
        return client.get(attempt, uri(path), headers(token));
    }

    /** An empty token sends none, as a login does. */
    RestAnswer post(Attempt attempt, String path, String token, JsonObject body) throws KmsException {
        return client.postJson(attempt, uri(path), headers(token), body);
    }

    private URI uri(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "v1/" + path);
    }

    private Map<String, String> headers(String token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Vault-Request", "true");
        if (!token.isEmpty()) {
            headers.put("X-Vault-Token", token);
        }
        if (!namespace.isEmpty()) {
            headers.put("X-Vault-Namespace", namespace);
        }
        return headers;
    }
}
