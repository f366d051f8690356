package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NamedTablesTest {
    @Test
    void eachTableIsLookedAtOnce() {
        List<String> asked = new ArrayList<>();
        NamedTables named = new NamedTables(name -> {
            asked.add(name);
            return name.equals("bank.customers");
        });
        for (int i = 0; i < 3; i++) {
            assertThat(named.has(table(1, "customers"))).isTrue();
            assertThat(named.has(table(2, "secrets"))).isFalse();
        }
        assertThat(asked).containsExactly("bank.customers", "bank.secrets");
    }

    /** Dropped, and made again under its name: another one. */
    @Test
    void tablesAreToldApartByTheirIds() {
        NamedTables named = new NamedTables(name -> name.equals("bank.customers"));
        assertThat(named.has(table(1, "secrets"))).isFalse();
        assertThat(named.has(table(2, "customers"))).isTrue();
        assertThat(named.has(table(1, "secrets"))).isFalse();
    }

    private static TableSchema table(long id, String name) {
        return new TableSchema(
                new TableId(id, id),
                "bank",
                name,
                List.of(Column.partitionKey("id", Native.INT)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
