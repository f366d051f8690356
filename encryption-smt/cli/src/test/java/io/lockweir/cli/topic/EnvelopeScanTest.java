package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.WireExamples;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class EnvelopeScanTest {
    private static final byte[] BYTES = Base64.getDecoder().decode(WireExamples.EMAIL);

    @Test
    void findsTextAndBytesInStructsMapsAndLists() {
        Schema row = SchemaBuilder.struct()
                .field("email", Schema.STRING_SCHEMA)
                .field("clear", Schema.STRING_SCHEMA)
                .field("raw", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("tags", SchemaBuilder.map(Schema.STRING_SCHEMA, SchemaBuilder.array(Schema.STRING_SCHEMA)))
                .build();
        Struct struct = new Struct(row)
                .put("email", WireExamples.EMAIL)
                .put("clear", "4Qclear")
                .put("raw", BYTES)
                .put("tags", Map.of("a", List.of("x", WireExamples.CUSTOMER)));
        assertThat(EnvelopeScan.of(null, struct)).containsOnlyKeys(".email", ".raw", ".tags.{0}[1]");
        assertThat(EnvelopeScan.of(null, struct).get(".email")).hasToString("a0a1a2a3a4a5a6a7e110d5d516c83e03");
        assertThat(EnvelopeScan.of(null, ByteBuffer.wrap(BYTES))).containsOnlyKeys("");
        assertThat(EnvelopeScan.of(null, null)).isEmpty();
    }

    @Test
    void findsEncryptedKeysOfMapsAndDoesNotPrintThem() {
        assertThat(EnvelopeScan.of(null, Map.of(WireExamples.CUSTOMER, 1))).containsOnlyKeys("{key {0}}");
    }

    @Test
    void printsNoKeyOfAMapThatIsData() {
        Schema row = SchemaBuilder.struct()
                .field("notes", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA))
                .build();
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("zoe@example.org", WireExamples.EMAIL);
        notes.put("anna@example.org", "clear");
        Map<String, String> copy = new LinkedHashMap<>();
        copy.put("anna@example.org", "clear");
        copy.put("zoe@example.org", WireExamples.CUSTOMER);

        assertThat(EnvelopeScan.of(null, new Struct(row).put("notes", notes))).containsOnlyKeys(".notes.{1}");
        assertThat(EnvelopeScan.of(null, new Struct(row).put("notes", copy))).containsOnlyKeys(".notes.{1}");
        assertThat(EnvelopeScan.of(null, Map.of("notes", notes))).containsOnlyKeys(".notes.zoe@example.org");
    }

    @Test
    void textThatOnlyBeginsLikeAnEnvelopeIsNone() {
        char[] almost = WireExamples.EMAIL.toCharArray();
        Arrays.fill(almost, 4, almost.length, '!');
        assertThat(EnvelopeScan.of(null, new String(almost))).isEmpty();
    }

    @Test
    void keysOfAMapThatHasASchemaAreData() {
        Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Map<String, String> value = new HashMap<>();
        value.put("anna@example.org", WireExamples.EMAIL);
        value.put("zoe@example.org", null);

        assertThat(EnvelopeScan.of(map, value)).containsOnlyKeys(".{0}");
        assertThat(EnvelopeScan.nulls(map, value)).containsOnly(".{1}");
        assertThat(EnvelopeScan.of(null, value)).containsOnlyKeys(".anna@example.org");
    }
}
