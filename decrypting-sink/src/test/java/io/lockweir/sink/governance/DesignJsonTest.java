package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class DesignJsonTest {

    @Test
    void readsWhatItWrote() {
        TableDesign design = Designs.design();
        String text = DesignJson.format(design);

        TableDesign read = DesignJson.parse(text);

        assertThat(Differences.between(design, read)).isEmpty();
        assertThat(DesignJson.format(read)).isEqualTo(text);
    }

    @Test
    void keepsUuidAndDefaults() {
        Schema schema = new Schema(Types.NestedField.required("country")
                .withId(1)
                .ofType(Types.StringType.get())
                .withInitialDefault(Literal.of("DE"))
                .withWriteDefault(Literal.of("FR"))
                .build());
        TableDesign design = new TableDesign(
                Optional.of("u-1"), 3, schema, PartitionSpec.unpartitioned(), SortOrder.unsorted(), Map.of());

        TableDesign read = DesignJson.parse(DesignJson.format(design));

        assertThat(read.uuid()).contains("u-1");
        assertThat(Differences.between(design, read)).isEmpty();
        assertThat(read.schema().findField("country").writeDefault()).hasToString("FR");
    }

    @Test
    void takesPartitioningAndOrderForNoneWhereTheyAreLeftOut() {
        TableDesign read = DesignJson.parse("""
                {"lockweir-table-design": 1, "format-version": 2,
                 "schema": {"type": "struct", "fields": [{"id": 1, "name": "id", "required": true, "type": "long"}]}}""");

        assertThat(read.spec().isUnpartitioned()).isTrue();
        assertThat(read.order().isUnsorted()).isTrue();
        assertThat(read.uuid()).isEmpty();
    }

    @Test
    void refusesAKeyWithoutEffect() {
        String misspelt = DesignJson.format(Designs.design()).replace("\"doc\" : \"points", "\"dok\" : \"points");

        assertThatThrownBy(() -> DesignJson.parse(misspelt))
                .hasMessage("schema.fields[1].dok is not understood; correct or remove it");
    }

    @Test
    void refusesWhatIsNoDesign() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"lockweir-table-design\": 2}",
                "{\"lockweir-table-design\": 1}",
                "{\"lockweir-table-design\": 1, \"format-version\": 2, \"schema\": {}}",
                "{\"lockweir-table-design\": 1, \"lockweir-table-design\": 1}")) {
            assertThatThrownBy(() -> DesignJson.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesDefaultsThatTheFormatVersionDoesNotHave() {
        Schema schema = new Schema(Types.NestedField.optional("country")
                .withId(1)
                .ofType(Types.StringType.get())
                .withInitialDefault(Literal.of("DE"))
                .withWriteDefault(Literal.of("DE"))
                .build());
        String text = DesignJson.format(new TableDesign(
                Optional.empty(), 2, schema, PartitionSpec.unpartitioned(), SortOrder.unsorted(), Map.of()));

        assertThatThrownBy(() -> DesignJson.parse(text)).hasMessageContaining("country");
    }
}
