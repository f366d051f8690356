package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DekRecordCodecTest {
    private static final DekId ID = DekId.of(Keysets.bytes(0xA0, DekId.LENGTH));
    private static final Instant CREATED = Instant.ofEpochMilli(0x0102030405060708L / 1_000_000);

    /** Frozen: docs/wire-format.md shows the first one. */
    private static final String NAMESPACE_HEX = "d101" + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
            + "0007" + "01000462616e6b"
            + "00000010e8b8284e" + "0004" + "616e6e61"
            + "02" + "0002" + "6575" + "0003" + "010203"
            + "0002" + "7573" + "0002" + "0405";

    private static final String JOIN_HEX = "d101" + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
            + "000d" + "020008637573746f6d65720801"
            + "00000010e8b8284e" + "0000" + "01" + "0002" + "6575" + "0001" + "07";

    @Test
    void writesTheFrozenBytes() {
        assertThat(HexFormat.of().formatHex(DekRecordCodec.encode(namespace()))).isEqualTo(NAMESPACE_HEX);
        assertThat(HexFormat.of().formatHex(DekRecordCodec.encode(join()))).isEqualTo(JOIN_HEX);
    }

    @Test
    void readsTheFrozenBytes() {
        assertThat(DekRecordCodec.decode(HexFormat.of().parseHex(NAMESPACE_HEX)))
                .isEqualTo(namespace());
        assertThat(DekRecordCodec.decode(HexFormat.of().parseHex(JOIN_HEX))).isEqualTo(join());
    }

    @Test
    void readsTheScopeOfEverySuiteBack() {
        for (Scope scope : List.of(new Scope.Namespace("größe"), new Scope.Row("bank"), join().scope())) {
            DekRecord record = new DekRecord(ID, scope, join().wraps(), CREATED, "");
            assertThat(DekRecordCodec.decode(DekRecordCodec.encode(record))).isEqualTo(record);
        }
    }

    @Test
    void refusesWhatIsNoRecordOrOfAnotherVersion() {
        refuses("", "The data key record is cut off");
        refuses("d2", "The bytes are no data key record: they do not begin with D1");
        refuses("d102", "The data key record is of version 2, this software reads version 1; update it");
        refuses(NAMESPACE_HEX + "00", "The data key record is followed by 1 bytes");
        refuses(
                NAMESPACE_HEX.replace("01000462616e6b", "01000562616e6b"),
                "A scope is neither a namespace nor a join domain this version knows");
        refuses(
                NAMESPACE_HEX.replace("01000462616e6b", "09000462616e6b"),
                "A scope is neither a namespace nor a join domain this version knows");
        refuses(NAMESPACE_HEX.replace("0004616e6e61", "0004ff6e6e61"), "A text of the data key record is no UTF-8");
        refuses(NAMESPACE_HEX.replace("00027573", "00026575"), "A data key record has two wraps of KEK label eu");
    }

    @Test
    void cutOrChangedBytesAreRefusedOrAnotherRecordAndNeverCrash() {
        byte[] good = HexFormat.of().parseHex(NAMESPACE_HEX);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatIllegalArgumentException().isThrownBy(() -> DekRecordCodec.decode(cut));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            assertThat(decodesToItselfOrIsRefused(changed)).as("seed " + seed).isTrue();
        }
    }

    @Test
    void refusesRecordsWithoutWrapsAndWrapsWithoutBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DekRecord(ID, join().scope(), List.of(), CREATED, ""))
                .withMessage("A data key record has 1 to 255 wraps, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new DekRecord.Wrap("", new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new DekRecord.Wrap("eu", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new DekRecord.Wrap("eu", new byte[65536]));
    }

    /** Canonical: what decodes is the encoding of what it decodes to. */
    private static boolean decodesToItselfOrIsRefused(byte[] bytes) {
        try {
            return Arrays.equals(DekRecordCodec.encode(DekRecordCodec.decode(bytes)), bytes);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static void refuses(String hex, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DekRecordCodec.decode(HexFormat.of().parseHex(hex)))
                .withMessage(message);
    }

    private static DekRecord namespace() {
        return new DekRecord(
                ID,
                new Scope.Namespace("bank"),
                List.of(new DekRecord.Wrap("eu", new byte[] {1, 2, 3}), new DekRecord.Wrap("us", new byte[] {4, 5})),
                CREATED,
                "anna");
    }

    private static DekRecord join() {
        return new DekRecord(
                ID,
                new Scope.Join(new JoinDomain("customer", ValueType.STRING, Normaliser.NFC)),
                List.of(new DekRecord.Wrap("eu", new byte[] {7})),
                CREATED,
                "");
    }
}
