package io.lockweir.sink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TenantsTest {

    private static final Map<String, String> BASE = Map.of(
            "type",
            "rest",
            "uri",
            "http://catalog",
            "token",
            "base-token",
            "s3.access-key-id",
            "base",
            "s3.endpoint",
            "e");

    @Test
    void hasOneTenantWithoutNamesForAllTables() {
        Tenant tenant = Tenants.of(List.of(), BASE, Map.of()).of(TableIdentifier.of("any", "table"));

        assertThat(tenant.name()).isEmpty();
        assertThat(tenant.catalog().properties()).isEqualTo(BASE);
    }

    @Test
    void writesEachTableAsItsTenant() {
        Tenants tenants = Tenants.of(
                List.of("shop", "bank"),
                BASE,
                Map.of(
                        "shop.tables", "shop\\..*",
                        "shop.catalog.credential", "shop-writer:s1",
                        "bank.tables", "bank\\..*",
                        "bank.catalog.credential", "bank-writer:s2"));

        assertThat(tenants.of(TableIdentifier.of("shop", "orders")).catalog().principal())
                .contains("shop-writer");
        assertThat(tenants.of(TableIdentifier.of("bank", "accounts")).catalog().principal())
                .contains("bank-writer");
    }

    @Test
    void leavesNothingOfTheBaseIdentityToATenantWithItsOwn() {
        Map<String, String> properties = Tenants.of(
                        List.of("shop"), BASE, Map.of("shop.tables", ".*", "shop.catalog.credential", "shop:s"))
                .of(TableIdentifier.of("shop", "orders"))
                .catalog()
                .properties();

        assertThat(properties).doesNotContainKey("token").containsEntry("credential", "shop:s");
        // Who it is to the object store is another matter.
        assertThat(properties).containsEntry("s3.access-key-id", "base").containsEntry("s3.endpoint", "e");
    }

    @Test
    void refusesATableOfNobodyAndOneOfTwo() {
        Tenants tenants = Tenants.of(List.of("a", "b"), BASE, Map.of("a.tables", "x\\..*", "b.tables", ".*\\.both"));

        assertThatThrownBy(() -> tenants.of(TableIdentifier.of("y", "z")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("belongs to no tenant");
        assertThatThrownBy(() -> tenants.of(TableIdentifier.of("x", "both")))
                .hasMessageContaining("belongs to the tenants [a, b]");
    }

    @Test
    void refusesKeysThatNobodyReads() {
        assertThatThrownBy(() -> Tenants.of(List.of("a"), BASE, Map.of("a.tables", ".*", "b.tables", ".*")))
                .hasMessageContaining("Unknown key tenants.b.tables");
        assertThatThrownBy(() -> Tenants.of(List.of("a"), BASE, Map.of("a.tables", ".*", "a.table", "x")))
                .hasMessageContaining("Unknown key tenants.a.table:");
        assertThatThrownBy(() -> Tenants.of(List.of("a"), BASE, Map.of()))
                .hasMessageContaining("tenants.a.tables is missing");
        assertThatThrownBy(() -> Tenants.of(List.of("a"), BASE, Map.of("a.tables", "(")))
                .hasMessageContaining("tenants.a.tables is no regular expression");
        assertThatThrownBy(() -> Tenants.of(List.of("a b"), BASE, Map.of("a b.tables", ".*")))
                .hasMessageContaining("letters, digits");
    }

    @Test
    void refusesTenantsWhereTheCatalogKnowsTheProcessOnly() {
        Map<String, String> hive = Map.of("type", "hive", "uri", "thrift://metastore");

        assertThatThrownBy(() -> Tenants.of(List.of("a"), hive, Map.of("a.tables", ".*")))
                .hasMessageContaining("Hive");
    }

    @Test
    void refusesRemoteSigningAmongTenants() {
        Map<String, String> signing = Map.of("type", "rest", "uri", "u", "s3.remote-signing-enabled", "true");

        assertThatThrownBy(() -> Tenants.of(List.of("a"), signing, Map.of("a.tables", ".*")))
                .hasMessageContaining("s3.remote-signing-enabled cannot tell the tenants of a worker apart");
        assertThat(Tenants.of(List.of(), signing, Map.of()).all()).hasSize(1);
    }

    @Test
    void opensACatalogForEachTenant() {
        Map<String, String> base = new HashMap<>();
        base.put("catalog-impl", InMemoryCatalog.class.getName());
        Tenants tenants = Tenants.of(
                List.of("a", "b"),
                base,
                Map.of("a.tables", "a\\..*", "b.tables", "b\\..*", "a.catalog.user", "ada", "b.catalog.user", "bob"));
        try (TenantCatalogs catalogs = new TenantCatalogs("sink", tenants, "staging")) {
            SinkCatalog ofA = catalogs.of(TableIdentifier.of("a", "t"));

            assertThat(catalogs.of(TableIdentifier.of("a", "other"))).isSameAs(ofA);
            assertThat(catalogs.of(TableIdentifier.of("b", "t"))).isNotSameAs(ofA);
            assertThat(catalogs.tenant(TableIdentifier.of("b", "t")).described())
                    .isEqualTo(" of tenant b as bob");
        }
    }
}
