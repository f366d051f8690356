package io.lockweir.sink.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What it does before a server is asked. */
class ReconcileCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String table = "";
    private Path config = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void create(TestInfo test) throws IOException {
        String namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        TableIdentifier id = TableIdentifier.of(namespace, "customers");
        table = id.toString();
        SharedCatalog.TABLES.createNamespace(Namespace.of(namespace));
        Schema schema = new Schema(
                java.util.List.of(
                        Types.NestedField.required(1, "id", Types.LongType.get()),
                        Types.NestedField.optional(2, "email", Types.StringType.get()),
                        Types.NestedField.optional(3, "_op", Types.StringType.get())),
                Set.of(1));
        SharedCatalog.TABLES.createTable(id, schema, PartitionSpec.unpartitioned(), Map.of("format-version", "2"));
        config = Files.writeString(folder.resolve("sink.json"), """
                {"name": "sink", "config": {"keyset.file": "${file:/no/such:key}", "sink.id": "s",
                 "policy.decrypt": "email", "mapping.regex": "(.*)", "mapping.regex.table": "a.$1",
                 "iceberg.catalog.catalog-impl": "%s"}}""".formatted(SharedCatalog.class.getName()));
        database = Files.writeString(
                folder.resolve("database.properties"),
                "url=jdbc:postgresql://127.0.0.1:1/none\nuser=u\npassword=canary\nconnectTimeout=5\n");
    }

    @Test
    void wantsOneSource() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--database", database.toString())).isEqualTo(2);
        assertThat(run("--topic", "t", "--database", database.toString(), "--from", "public.customers"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Name one source: --database with --from, or --topic");
    }

    @Test
    void saysWhatIsWrongWithItsColumns() {
        assertThat(database("--columns", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("has no column nonsense");
        assertThat(database("--without", "id")).isEqualTo(2);
        assertThat(err.toString()).contains("The key [id] is among the columns that are not compared: [_op, id]");
        assertThat(database("--below", "email<a")).isEqualTo(2);
        assertThat(database("--snapshot", "17")).isEqualTo(2);
        assertThat(err.toString()).contains("has no snapshot 17");
    }

    @Test
    void aDatabaseThatIsAwayIsNoDifference() {
        assertThat(database()).isEqualTo(3);
        assertThat(err.toString())
                .contains("The database could not be opened (08001")
                .doesNotContain("canary");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void topicsNeedTheKeysThatADatabaseDoesNot() {
        assertThat(run("--topic", "customers")).isEqualTo(2);
        assertThat(err.toString()).contains("keyset.file holds a reference that leads nowhere");
    }

    private int database(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"--database", database.toString(), "--from", "public.customers"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return run(all);
    }

    private int run(String... arguments) {
        CommandLine line = LockweirReconcile.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 5];
        System.arraycopy(new String[] {"--config", config.toString(), "--table", table, "--no-progress"}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return line.execute(all);
    }
}
