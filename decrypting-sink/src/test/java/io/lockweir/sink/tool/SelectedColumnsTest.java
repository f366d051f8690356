package io.lockweir.sink.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.RecordConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class SelectedColumnsTest {
    private static final TableIdentifier ID = TableIdentifier.of("bank", "customers");

    private final Table table = table();
    private final ReconcileOptions options = new ReconcileOptions();

    @Test
    void anUpsertedTopicIsComparedByTheKeyThatItsChangesHave() {
        options.table = ID.toString();
        options.topics = List.of("customers");

        assertThat(selected("upsert").rows().key()).containsExactly(0);
        options.key = List.of("id");
        assertThat(selected("upsert").rows().key()).containsExactly(0);
        options.key = List.of("email");
        assertThatThrownBy(() -> selected("upsert"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the last change of each key [id] counts; leave --key out");
        assertThat(selected("append").rows().key()).containsExactly(0);
    }

    private SelectedColumns selected(String mode) {
        RecordConfig records =
                RecordConfig.of(Map.of("mapping.topics", "customers:bank.customers", "write.mode", mode));
        return SelectedColumns.of(options, records, ID, table);
    }

    private static Table table() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("columns", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        Schema schema = new Schema(
                List.of(
                        Types.NestedField.required(1, "id", Types.LongType.get()),
                        Types.NestedField.optional(2, "email", Types.StringType.get())),
                Set.of(1));
        return catalog.createTable(ID, schema, PartitionSpec.unpartitioned(), Map.of("format-version", "2"));
    }
}
