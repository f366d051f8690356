package io.lockweir.sink.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.governance.DesignJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

class DesignCommandsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private TableIdentifier table = TableIdentifier.of("none", "none");
    private Path config = Path.of("");

    @BeforeEach
    void create(TestInfo test) throws IOException {
        String namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        table = TableIdentifier.of(namespace, "customers");
        SharedCatalog.TABLES.createNamespace(Namespace.of(namespace));
        Schema schema = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.optional(2, "note", Types.StringType.get()));
        SharedCatalog.TABLES.createTable(
                table,
                schema,
                PartitionSpec.unpartitioned(),
                Map.of("format-version", "2", "some.password", "canary", "lockweir.s.t.0", "1|a|2|3"));
        config = Files.writeString(folder.resolve("sink.json"), """
                {"name": "sink", "config": {"keyset.file": "${file:/no/such:key}",
                 "iceberg.catalog.catalog-impl": "%s"}}""".formatted(SharedCatalog.class.getName()));
    }

    @Test
    void exportsADesignThatTheTableIsAsDesignedBy() throws IOException {
        Path designs = Files.createDirectory(folder.resolve("designs"));
        Path file = designs.resolve(table + ".json");

        assertThat(run("export", "--table", table.toString(), "--output", file.toString(), "--json"))
                .isZero();

        assertThat(out.toString()).contains("\"result\" : \"ok\"");
        assertThat(Files.readString(file)).contains("table-uuid").doesNotContain("canary", "lockweir.s.t.0");
        assertThat(run("diff", "--table", table.toString(), "--file", file.toString()))
                .isZero();
        assertThat(run("check", "--designs", designs.toString())).isZero();
        assertThat(out.toString()).contains(table + ": as designed");
    }

    @Test
    void tellsWhatDiffersByExitCodeTextAndJson() throws IOException {
        Path designs = Files.createDirectory(folder.resolve("designs"));
        Path file = designs.resolve(table + ".json");
        run("export", "--table", table.toString(), "--output", file.toString());
        SharedCatalog.TABLES
                .loadTable(table)
                .updateSchema()
                .deleteColumn("note")
                .commit();

        assertThat(run("diff", "--table", table.toString(), "--file", file.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("  column note: expected optional string (id 2), found nothing");
        assertThat(run("check", "--designs", designs.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString())
                .contains("\"result\" : \"finding\"", "\"what\" : \"column note\"", "\"found\" : \"nothing\"");

        SharedCatalog.TABLES.dropTable(table);
        assertThat(run("check", "--designs", designs.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("table: expected a table, found nothing");
    }

    @Test
    void numbersTheIdsOfADesignForANewTable() {
        SharedCatalog.TABLES
                .loadTable(table)
                .updateSchema()
                .deleteColumn("note")
                .commit();
        SharedCatalog.TABLES
                .loadTable(table)
                .updateSchema()
                .addColumn("more", Types.StringType.get())
                .commit();

        assertThat(run("export", "--table", table.toString(), "--new")).isZero();

        assertThat(DesignJson.parse(out.toString()).uuid()).isEmpty();
        assertThat(DesignJson.parse(out.toString()).schema().findField("more").fieldId())
                .isEqualTo(2);
    }

    @Test
    void demandsThatOthersHideTheBoundsOfDecryptedColumns() throws IOException {
        Path file = folder.resolve("hidden.json");
        assertThat(run("export", "--table", table.toString(), "--hide-bounds", "note", "--output", file.toString()))
                .isZero();
        String property = "write.metadata.metrics.column.note";

        assertThat(run("diff", "--table", table.toString(), "--file", file.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains(property);
        SharedCatalog.TABLES
                .loadTable(table)
                .updateProperties()
                .set(property, "none")
                .commit();
        assertThat(run("diff", "--table", table.toString(), "--file", file.toString()))
                .isZero();

        assertThat(run("export", "--table", table.toString(), "--hide-bounds", "nope"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--hide-bounds: table " + table + " has not all of the columns [nope]");
    }

    @Test
    void doesNotReplaceAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), "mine");

        assertThat(run("export", "--table", table.toString(), "--output", file.toString()))
                .isEqualTo(2);

        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(err.toString()).contains("not replaced");
    }

    @Test
    void saysWhatIsWrongWithItsArguments() throws IOException {
        assertThat(run("export", "--table", "customers")).isEqualTo(2);
        assertThat(err.toString()).contains("customers is no full table name");
        assertThat(run("export", "--table", "no.such")).isEqualTo(1);
        assertThat(err.toString()).contains("Table no.such does not exist");
        assertThat(run("check")).isEqualTo(2);
        assertThat(err.toString()).contains("Give --designs");
        assertThat(run("nonsense")).isEqualTo(2);

        Files.writeString(config, "iceberg.catalog.type=rest\niceberg.catalog.credential=${env:NO_SUCH_VARIABLE}\n");
        assertThat(run("export", "--table", table.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("iceberg.catalog.credential holds a reference that leads nowhere");
    }

    private int run(String command, String... arguments) {
        CommandLine line = LockweirTables.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"design", command, "--config", config.toString()}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return line.execute(all);
    }
}
