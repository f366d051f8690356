package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.catalog.SinkCatalog;
import io.lockweir.sink.hold.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GovernedTablesTest {

    private static final TableIdentifier ID = TableIdentifier.of("bank", "customers");
    private static final Types.NestedField SCORE =
            Types.NestedField.optional(2, "score", Types.IntegerType.get(), "points so far");
    private static final Types.NestedField WIDER =
            Types.NestedField.optional(2, "score", Types.LongType.get(), "points so far");

    @TempDir
    private Path folder;

    private final InMemoryCatalog owner = new InMemoryCatalog();
    private final SinkCatalog catalog = new SinkCatalog(owner);

    @BeforeEach
    void open() {
        owner.initialize("owner", Map.of());
        owner.createNamespace(Namespace.of("bank"));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void neverCreatesByDefault() {
        write(Designs.design());

        assertThatThrownBy(() -> tables(Permission.NEVER, Permission.NEVER).load(catalog, ID))
                .isInstanceOf(NoSuchTableException.class);
        assertThat(owner.listTables(Namespace.of("bank"))).isEmpty();
    }

    @Test
    void createsATableAsDesigned() {
        write(Designs.design());
        GovernedTables tables = tables(Permission.DESIGN, Permission.NEVER);

        Table table = tables.load(catalog, ID);

        assertThat(tables.drift(ID, metadata(table))).isEmpty();
        assertThat(table.sortOrder().isSorted()).isTrue();
        assertThat(table.schema().identifierFieldNames()).containsExactly("id");
    }

    @Test
    void refusesToCreateWhatWouldNotBeAsDesigned() {
        write(Designs.with(new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.optional(7, "score", Types.LongType.get()))));

        assertThatThrownBy(() -> tables(Permission.DESIGN, Permission.NEVER).load(catalog, ID))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("column score: expected optional long (id 7), found optional long (id 2)");
        assertThat(owner.listTables(Namespace.of("bank"))).isEmpty();
    }

    @Test
    void doesNotReplaceALostTableByAnother() {
        TableDesign design = Designs.design();
        write(new TableDesign(
                Optional.of("its-uuid"),
                design.formatVersion(),
                design.schema(),
                design.spec(),
                design.order(),
                design.properties()));

        assertThatThrownBy(() -> tables(Permission.DESIGN, Permission.NEVER).load(catalog, ID))
                .hasMessageContaining("its-uuid");
    }

    @Test
    void holdsWhereATableIsNotAsDesignedAndChangesNothing() {
        create();
        write(Designs.with(Designs.changed(WIDER)));
        GovernedTables tables = tables(Permission.DESIGN, Permission.NEVER);

        Table table = tables.load(catalog, ID);

        Hold hold = tables.drift(ID, metadata(table)).orElseThrow();
        assertThat(hold.id()).startsWith("drift-");
        assertThat(hold.what()).isEqualTo("column score: expected optional long, found optional int");
        assertThat(table.schema().findField("score").type()).isEqualTo(Types.IntegerType.get());
    }

    @Test
    void givesEveryOtherDriftAnotherId() {
        create();
        write(Designs.with(Designs.changed(WIDER)));
        GovernedTables tables = tables(Permission.NEVER, Permission.NEVER);
        Hold first = tables.drift(ID, metadata(tables.load(catalog, ID))).orElseThrow();
        owner.loadTable(ID)
                .updateSchema()
                .addColumn("more", Types.StringType.get())
                .commit();
        Hold second = tables.drift(ID, metadata(tables.load(catalog, ID))).orElseThrow();

        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void letsColumnsFollowTheDesign() {
        create();
        write(Designs.with(Designs.changed(
                WIDER,
                Types.NestedField.optional(8, "country", Types.StringType.get(), "ISO code"),
                Types.NestedField.optional(
                        9,
                        "phones",
                        Types.ListType.ofOptional(
                                10,
                                Types.StructType.of(
                                        Types.NestedField.optional(11, "number", Types.StringType.get())))))));
        GovernedTables tables = tables(Permission.NEVER, Permission.DESIGN);

        Table table = tables.load(catalog, ID);

        assertThat(tables.drift(ID, metadata(table))).isEmpty();
        assertThat(table.schema().findType("score")).isEqualTo(Types.LongType.get());
        assertThat(table.schema().findField("country").doc()).isEqualTo("ISO code");
    }

    @Test
    void followsInsideStructuresAndLists() {
        create();
        Schema schema = new Schema(
                List.of(
                        Types.NestedField.required(1, "id", Types.LongType.get()),
                        SCORE,
                        Types.NestedField.optional(
                                3,
                                "address",
                                Types.StructType.of(
                                        Types.NestedField.optional(5, "street", Types.StringType.get()),
                                        Types.NestedField.optional(6, "ratio", Types.DoubleType.get()),
                                        Types.NestedField.optional(8, "city", Types.StringType.get()))),
                        Types.NestedField.optional(
                                4, "tags", Types.ListType.ofOptional(7, Types.DecimalType.of(18, 2)))),
                Designs.SCHEMA.identifierFieldIds());
        write(Designs.with(schema));
        GovernedTables tables = tables(Permission.NEVER, Permission.DESIGN);

        Table table = tables.load(catalog, ID);

        assertThat(tables.drift(ID, metadata(table))).isEmpty();
        assertThat(table.schema().findType("tags.element")).isEqualTo(Types.DecimalType.of(18, 2));
    }

    @Test
    void doesNotNarrowDropRequireOrRename() {
        create();
        Types.NestedField[] wanted = {
            Types.NestedField.optional(2, "score", Types.StringType.get(), "points so far"),
            Types.NestedField.required(2, "score", Types.IntegerType.get(), "points so far"),
            Types.NestedField.optional(2, "points", Types.IntegerType.get(), "points so far"),
            Types.NestedField.optional(9, "score", Types.IntegerType.get(), "points so far"),
        };
        String before = metadata(owner.loadTable(ID)).metadataFileLocation();
        for (Types.NestedField each : wanted) {
            Schema schema = Designs.changed(each);
            write(new TableDesign(
                    Optional.empty(),
                    2,
                    schema,
                    PartitionSpec.builderFor(schema).bucket("id", 4).build(),
                    SortOrder.builderFor(schema).desc(each.name()).build(),
                    Map.of()));
            GovernedTables tables = tables(Permission.NEVER, Permission.DESIGN);

            Table table = tables.load(catalog, ID);

            assertThat(tables.drift(ID, metadata(table))).as(each.toString()).isPresent();
        }
        assertThat(metadata(owner.loadTable(ID)).metadataFileLocation()).isEqualTo(before);
    }

    @Test
    void addsARequiredColumnWithTheDefaultThatFormatThreeHas() {
        TableDesign old = DesignJson.parse("""
                {"lockweir-table-design": 1, "format-version": 3,
                 "schema": {"type": "struct", "fields": [{"id": 1, "name": "id", "required": true, "type": "long"}]}}""");
        owner.createTable(ID, old.schema(), old.spec(), Map.of("format-version", "3"));
        Schema schema = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.required("country")
                        .withId(2)
                        .ofType(Types.StringType.get())
                        .withInitialDefault(Literal.of("DE"))
                        .withWriteDefault(Literal.of("FR"))
                        .build());
        write(new TableDesign(Optional.empty(), 3, schema, old.spec(), old.order(), Map.of()));
        GovernedTables tables = tables(Permission.NEVER, Permission.DESIGN);

        Table table = tables.load(catalog, ID);

        assertThat(tables.drift(ID, metadata(table))).isEmpty();
        assertThat(table.schema().findField("country").writeDefault()).hasToString("FR");
    }

    @Test
    void demandsADesignOfEveryTable() {
        create();

        assertThatThrownBy(() -> tables(Permission.NEVER, Permission.NEVER).load(catalog, ID))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bank.customers.json is not there");
    }

    @Test
    void namesADesignThatIsNotUnderstood() throws IOException {
        create();
        Files.writeString(folder.resolve("bank.customers.json"), "{}");

        assertThatThrownBy(() -> tables(Permission.NEVER, Permission.NEVER).load(catalog, ID))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("bank.customers.json cannot be used: it has no \"lockweir-table-design\": 1");
    }

    @Test
    void staysInItsFolder() {
        DesignFolder designs = new DesignFolder(folder);

        assertThatThrownBy(() -> designs.file(TableIdentifier.of("..", "x/y"))).isInstanceOf(ConfigException.class);
    }

    private void create() {
        TableDesign design = Designs.design();
        owner.buildTable(ID, design.schema())
                .withPartitionSpec(design.spec())
                .withSortOrder(design.order())
                .withProperties(Map.of("format-version", "2", "write.format.default", "parquet"))
                .create();
    }

    private void write(TableDesign design) {
        try {
            Files.writeString(folder.resolve("bank.customers.json"), DesignJson.format(design));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private GovernedTables tables(Permission create, Permission evolve) {
        return new GovernedTables(new GovernanceConfig(Optional.of(new DesignFolder(folder)), create, evolve));
    }

    private static TableMetadata metadata(Table table) {
        return ((HasTableOperations) table).operations().current();
    }
}
