package io.lockweir.sink;

import io.lockweir.stack.identity.KeycloakAdmin;
import io.lockweir.stack.identity.KeycloakClient;
import io.lockweir.stack.local.LocalKeycloak;
import io.lockweir.stack.process.StackHome;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** At a real Keycloak, whose tokens the test catalog verifies. Run by {@code -Dkeycloak} only. */
@EnabledIfSystemProperty(named = "keycloak", matches = ".*", disabledReason = "started by -Dkeycloak")
class KeycloakIT extends TokenScenarios {

    private static final String REALM = "lake";
    private static final String ROLE = "table-writer";

    private static Optional<LocalKeycloak> keycloak = Optional.empty();

    @BeforeAll
    static void start() {
        LocalKeycloak server = new LocalKeycloak(StackHome.find(), STACK.stack().work());
        keycloak = Optional.of(server);
        server.start();
        server.admin().createRealm(REALM, LIFETIME, ROLE);
        STACK.stack().catalog().admin().trust(server.admin().issuer(REALM), ROLE);
    }

    @AfterAll
    static void stop() {
        keycloak.ifPresent(LocalKeycloak::close);
    }

    @Override
    Principal principal(String name) {
        KeycloakAdmin admin = keycloak.orElseThrow().admin();
        KeycloakClient client = admin.createClient(REALM, name, ROLE);
        return new Principal() {
            @Override
            public String credential() {
                return client.credential();
            }

            @Override
            public URI tokenEndpoint() {
                return admin.tokenEndpoint(REALM);
            }

            @Override
            public String scope() {
                return "openid";
            }

            @Override
            public void disable() {
                client.disable();
            }

            @Override
            public void enable() {
                client.enable();
            }

            @Override
            public void takeRole() {
                client.takeRole();
            }

            @Override
            public void giveRole() {
                client.giveRole();
            }
        };
    }
}
