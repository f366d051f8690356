package io.lockweir.encryption.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final UUID GUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);

    @Test
    void aPrefixIsAZeroAndTheIdBigEndian() {
        byte[] framed = Framing.joined(Framing.prefix(0x0A0B0C0D), BODY);
        assertThat(HEX.formatHex(framed)).isEqualTo("000a0b0c0d" + HEX.formatHex(BODY));
        Framing framing = Framing.ofPrefix(framed, BodyFormat.JSON);
        assertThat(framing).isEqualTo(new Framing(new SchemaReference.Id(0x0A0B0C0D), Optional.empty(), 5));
        assertThat(framing.body(framed)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource({"0,00", "1,0202", "0 0,040000", "2 0 1,06040002", "300,02d804", "2147483647,02feffffff0f"})
    void indexesAreZigzagVarints(String path, String hex) {
        MessageIndexes indexes = new MessageIndexes(
                Arrays.stream(path.split(" ", -1)).map(Integer::valueOf).toList());
        assertThat(HEX.formatHex(indexes.bytes())).isEqualTo(hex);
        byte[] framed = Framing.joined(Framing.prefix(7, indexes), BODY);
        Framing framing = Framing.ofPrefix(framed, BodyFormat.PROTOBUF);
        assertThat(framing.indexes()).contains(indexes);
        assertThat(framing.body(framed)).isEqualTo(BODY);
        assertThat(Framing.ofHeader(Framing.header(GUID, indexes), BodyFormat.PROTOBUF)
                        .indexes())
                .contains(indexes);
    }

    @Test
    void theFirstMessageMayAlsoBeWrittenInFull() {
        assertThat(Framing.ofPrefix(HEX.parseHex("00000000070200"), BodyFormat.PROTOBUF)
                        .indexes())
                .contains(MessageIndexes.FIRST);
    }

    @Test
    void aHeaderIsAOneAndTheGuid() {
        byte[] header = Framing.header(GUID);
        assertThat(HEX.formatHex(header)).isEqualTo("0100112233445566778899aabbccddeeff");
        assertThat(Framing.ofHeader(header, BodyFormat.AVRO).schema()).isEqualTo(new SchemaReference.Guid(GUID));
    }

    @ParameterizedTest
    @CsvSource({
        "'',BAD_MAGIC",
        "01000000,BAD_MAGIC",
        "00000000,TRUNCATED",
        "0000000007,MALFORMED",
        "000000000780,MALFORMED",
        "000000000701,MALFORMED",
        "00000000070202030405060708,",
        "0000000007ffffffff7f,MALFORMED",
        "0000000007ca01,MALFORMED",
        "00000000070201,MALFORMED",
        "00000000070404,MALFORMED"
    })
    void refusesAPrefixThatIsNone(String hex, Reason reason) {
        if (reason == null) {
            assertThat(Framing.ofPrefix(HEX.parseHex(hex), BodyFormat.PROTOBUF).length())
                    .isEqualTo(7);
            return;
        }
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> Framing.ofPrefix(HEX.parseHex(hex), BodyFormat.PROTOBUF))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "'',BAD_MAGIC",
        "00112233445566778899aabbccddeeff00,BAD_MAGIC",
        "0100112233,TRUNCATED",
        "0100112233445566778899aabbccddeeff00,MALFORMED"
    })
    void refusesAHeaderThatIsNone(String hex, Reason reason) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> Framing.ofHeader(HEX.parseHex(hex), BodyFormat.AVRO))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageIndexes(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageIndexes(List.of(1, -1)));
    }
}
