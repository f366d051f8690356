package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final Types.NestedField SCORE = Designs.SCHEMA.findField("score");

    @Test
    void findsNoneInATableAsDesigned() {
        assertThat(Differences.between(Designs.design(), Designs.design())).isEmpty();
    }

    @Test
    void namesATypeAndWhetherItIsRequired() {
        Schema found = Designs.changed(Types.NestedField.required(2, "score", Types.LongType.get(), "points so far"));

        assertThat(texts(found)).containsExactly("column score: expected optional int, found required long");
    }

    @Test
    void namesAColumnThatIsMissingAndOneTooMany() {
        Schema found = Designs.changed(Types.NestedField.optional(9, "points", Types.IntegerType.get()));

        assertThat(texts(found))
                .containsExactly(
                        "column score: expected optional int (id 2), found nothing",
                        "column points: expected nothing, found optional int (id 9)");
    }

    @Test
    void tellsAColumnDroppedAndAddedAnewByItsId() {
        Schema found = Designs.changed(Types.NestedField.optional(9, "score", Types.IntegerType.get()));

        assertThat(texts(found))
                .containsExactly("column score: expected optional int (id 2), found optional int (id 9)");
    }

    @Test
    void tellsARenamedColumn() {
        Schema found =
                Designs.changed(Types.NestedField.optional(2, "points", Types.IntegerType.get(), "points so far"));

        assertThat(texts(found)).contains("column score: expected the name score, found the name points for id 2");
    }

    @Test
    void looksInsideStructuresAndLists() {
        Schema found = new Schema(
                Designs.SCHEMA.findField(1),
                SCORE,
                Types.NestedField.optional(
                        3,
                        "address",
                        Types.StructType.of(Types.NestedField.required(6, "ratio", Types.DoubleType.get()))),
                Types.NestedField.optional(4, "tags", Types.ListType.ofRequired(7, Types.DecimalType.of(9, 2))));

        assertThat(texts(found))
                .containsExactly(
                        "column address.street: expected optional string (id 5), found nothing",
                        "column address.ratio: expected required float, found required double",
                        "column tags.element: expected optional decimal(9, 2), found required decimal(9, 2)",
                        "identifier fields: expected id, found nothing");
    }

    @Test
    void comparesADocOnlyWhereTheDesignHasOne() {
        Schema found = Designs.changed(Types.NestedField.optional(2, "score", Types.IntegerType.get(), "other"));

        assertThat(texts(found)).containsExactly("column score: expected the doc \"points so far\", found \"other\"");
        assertThat(Differences.between(Designs.with(Designs.changed(plain(SCORE))), Designs.with(found)))
                .isEmpty();
    }

    @Test
    void namesPartitionsOrderFormatPropertiesAndUuid() {
        TableDesign design = new TableDesign(
                Optional.of("a"),
                3,
                Designs.SCHEMA,
                PartitionSpec.builderFor(Designs.SCHEMA).identity("score").build(),
                SortOrder.unsorted(),
                Map.of("write.format.default", "orc", "owner", "lake"));
        TableDesign found = new TableDesign(
                Optional.of("b"),
                2,
                Designs.SCHEMA,
                Designs.design().spec(),
                Designs.design().order(),
                Map.of("write.format.default", "parquet", "free", "to have"));

        assertThat(Differences.between(design, found).stream().map(Object::toString))
                .containsExactly(
                        "uuid: expected a, found b",
                        "format version: expected 3, found 2",
                        "partition spec: expected identity(score) as score (id 1000), found bucket[4](id) as id_bucket (id"
                                + " 1000)",
                        "sort order: expected unsorted, found identity(score) DESC NULLS LAST",
                        "property owner: expected lake, found nothing",
                        "property write.format.default: expected orc, found parquet");
    }

    private static Types.NestedField plain(Types.NestedField field) {
        return Types.NestedField.optional(field.fieldId(), field.name(), field.type());
    }

    private static List<String> texts(Schema found) {
        TableDesign table = new TableDesign(
                Optional.empty(),
                2,
                found,
                PartitionSpec.builderFor(found).bucket("id", 4).build(),
                SortOrder.unsorted(),
                Map.of("write.format.default", "parquet"));
        TableDesign unsorted = new TableDesign(
                Optional.empty(),
                2,
                Designs.SCHEMA,
                Designs.design().spec(),
                SortOrder.unsorted(),
                Designs.design().properties());
        return Differences.between(unsorted, table).stream()
                .map(Difference::toString)
                .toList();
    }
}
