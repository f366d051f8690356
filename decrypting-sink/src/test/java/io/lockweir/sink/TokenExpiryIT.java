package io.lockweir.sink;

import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.catalog.CatalogClient;
import java.net.URI;

/** At the token endpoint of our test catalog; as a real provider does it: {@link KeycloakIT}. */
class TokenExpiryIT extends TokenScenarios {

    @Override
    Principal principal(String name) {
        CatalogAdmin admin = STACK.stack().catalog().admin();
        CatalogClient client = admin.client(name, LIFETIME);
        return new Principal() {
            @Override
            public String credential() {
                return client.credential();
            }

            @Override
            public URI tokenEndpoint() {
                return admin.tokenEndpoint();
            }

            @Override
            public String scope() {
                return "catalog";
            }

            @Override
            public void disable() {
                client.disable();
            }

            @Override
            public void enable() {
                client.admit();
            }

            @Override
            public void takeRole() {
                client.takeRole();
            }

            @Override
            public void giveRole() {
                client.admit();
            }
        };
    }
}
