package io.lockweir.sink.record.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.OnUnavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnavailableValueTest {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    static Stream<Object> forms() {
        return Stream.of(
                TEXT,
                BYTES,
                ByteBuffer.wrap(BYTES),
                java.util.HexFormat.of().formatHex(BYTES),
                Base64.getEncoder().encodeToString(BYTES),
                Base64.getUrlEncoder().encodeToString(BYTES),
                List.of(TEXT),
                Arrays.asList((Object) BYTES),
                List.of(ByteBuffer.wrap(BYTES)),
                IntStream.range(0, BYTES.length).map(i -> BYTES[i]).boxed().toList(),
                IntStream.range(0, BYTES.length).mapToObj(i -> (long) BYTES[i]).toList(),
                List.of(UUID.nameUUIDFromBytes(BYTES).toString()),
                Map.of(TEXT, TEXT));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void knowsEveryForm(Object form) {
        assertThat(new UnavailableValue(TEXT, OnUnavailable.NULL).resolve("field", form))
                .isNull();
        assertThat(new UnavailableValue(TEXT, OnUnavailable.KEEP).resolve("field", form))
                .isSameAs(form);
        assertThatThrownBy(() -> new UnavailableValue(TEXT, OnUnavailable.FAIL).resolve("field", form))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The source sent its placeholder for an unchanged large value; set on.unavailable.value to keep"
                                + " or null, or give the source table REPLICA IDENTITY FULL");
    }

    @Test
    void leavesOtherValuesAlone() {
        UnavailableValue unavailable = new UnavailableValue(TEXT, OnUnavailable.FAIL);
        for (Object value :
                new Object[] {"text", 5, List.of(), List.of("a"), Arrays.asList((Object) null), Map.of(), new byte[0]
                }) {
            assertThat(unavailable.resolve("field", value)).isSameAs(value);
        }
    }

    @Test
    void readsTheHexFormOfThePlaceholder() {
        UnavailableValue unavailable = new UnavailableValue("hex:ff00", OnUnavailable.NULL);
        assertThat(unavailable.resolve("field", new byte[] {(byte) 0xFF, 0})).isNull();
    }
}
