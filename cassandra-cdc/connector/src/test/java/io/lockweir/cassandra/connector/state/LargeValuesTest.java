package io.lockweir.cassandra.connector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LargeValuesTest {
    private static final byte[] KEY = {4, 1, 2};
    private static final byte[] OTHER = {4, 1, 3};

    private final Map<Slice, byte[]> topic = new LinkedHashMap<>();

    @Test
    void comesBackAsItWasWrittenWhateverItsSizeWasBefore() {
        int[] sizes = {0, 1, 499_999, 500_000, 500_001, 1_000_000, 2_345_678};
        Random random = new Random(1);
        for (int before : sizes) {
            for (int then : sizes) {
                topic.clear();
                LargeValues large = new LargeValues();
                byte[] other = bytes(random, 700_000);
                large.write(OTHER, other, this::put);
                large.write(KEY, bytes(random, before), this::put);
                byte[] value = bytes(random, then);
                large.write(KEY, value, this::put);
                assertThat(topic.values()).allMatch(record -> record.length <= LargeValues.PART_BYTES + 1);
                Map<Slice, byte[]> read = read(new LargeValues());
                assertThat(read).hasSize(2);
                assertThat(read.get(Slice.of(KEY))).isEqualTo(value);
                assertThat(read.get(Slice.of(OTHER))).isEqualTo(other);
            }
        }
    }

    @Test
    void leavesNothingBehindOfAValueThatIsRemovedAfterARestart() {
        new LargeValues().write(KEY, bytes(new Random(2), 2_000_000), this::put);
        LargeValues restarted = new LargeValues();
        read(restarted);
        restarted.write(KEY, null, this::put);
        assertThat(topic).isEmpty();
    }

    @Test
    void refusesAValueThatLacksAPart() {
        new LargeValues().write(KEY, bytes(new Random(3), 2_000_000), this::put);
        topic.remove(topic.keySet().iterator().next());
        assertThatThrownBy(() -> read(new LargeValues()))
                .isInstanceOf(StateDamagedException.class)
                .hasMessage("a value in 4 parts lacks one");
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As a compacted topic keeps it. */
    private void put(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            topic.remove(Slice.of(key));
        } else {
            topic.put(Slice.of(key), value);
        }
    }

    private Map<Slice, byte[]> read(LargeValues large) {
        Map<Slice, byte[]> read = new HashMap<>();
        topic.forEach((key, value) -> {
            if (key.toByteArray()[0] == LargeValues.KIND) {
                large.readPart(key.toByteArray(), value);
            } else if (!large.read(key.toByteArray(), value)) {
                read.put(key, value);
            }
        });
        large.join((key, value) -> read.put(Slice.of(key), value));
        return read;
    }
}
