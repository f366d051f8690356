package io.lockweir.stack.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A client of a realm, and what an administrator does to it. */
public final class KeycloakClient {
    private final KeycloakAdmin admin;
    private final String credential;
    private final String path;
    private final String roles;
    private final JsonNode role;

    KeycloakClient(KeycloakAdmin admin, String credential, String path, String roles, JsonNode role) {
        this.admin = admin;
        this.credential = credential;
        this.path = path;
        this.roles = roles;
        this.role = role;
    }

    /** As Iceberg's {@code credential} property wants it. */
    public String credential() {
        return credential;
    }

    public void giveRole() {
        admin.post(roles, List.of(role));
    }

    public void takeRole() {
        admin.delete(roles, List.of(role));
    }

    public void enable() {
        admin.put(path, Map.of("enabled", true));
    }

    public void disable() {
        admin.put(path, Map.of("enabled", false));
    }

    @Override
    public String toString() {
        return "Keycloak's client " + path;
    }
}
