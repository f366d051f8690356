package io.lockweir.connect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class LostSchemasTest {
    @Test
    void forgetsThePlacesSeenLongAgo() {
        LostSchemas schemas = new LostSchemas();

        for (int i = 0; i < 10_000; i++) {
            assertThat(schemas.learn(place(i), Schema.INT32_SCHEMA)).isNotNull();
        }

        assertThat(schemas.of(place(0))).isNull();
        assertThat(schemas.of(place(9_999))).isEqualTo(Schema.INT32_SCHEMA);
    }

    private static Place place(int topic) {
        return new Place("topic" + topic, Part.FIELD_OF_VALUE, FieldPath.of("f"));
    }
}
