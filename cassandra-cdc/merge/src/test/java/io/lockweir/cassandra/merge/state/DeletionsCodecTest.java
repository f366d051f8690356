package io.lockweir.cassandra.merge.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Deletion;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DeletionsCodecTest {

    private static final PartitionDeletions DELETIONS = new PartitionDeletions(
            new Deletion(-2, 300),
            RangeDeletions.NONE.plus(new KeyRange(Slice.utf8("a"), Slice.utf8("b")), new Deletion(7, 128)));

    /** Of format 1. Never change it: state topics hold such bytes. */
    private static final String FROZEN =
            "01" + "01fffffffffffffffeac02" + "02" + "0161" + "0100000000000000078001" + "0162" + "00";

    @Test
    void writesFormat1AsEverAndReadsItBack() {
        byte[] bytes = DeletionsCodec.encode(DELETIONS);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(FROZEN);
        assertThat(DeletionsCodec.decode(bytes)).isEqualTo(DELETIONS);
        assertThat(DeletionsCodec.decode(DeletionsCodec.encode(PartitionDeletions.NONE))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refusesWhatItCannotRead() {
        byte[] bytes = DeletionsCodec.encode(DELETIONS);
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> DeletionsCodec.decode(cut)).isInstanceOf(StateFormatException.class);
        }
        assertThatThrownBy(() -> DeletionsCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(StateFormatException.class);
        bytes[0] = 2;
        assertThatThrownBy(() -> DeletionsCodec.decode(bytes))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("a newer release wrote them");
    }
}
