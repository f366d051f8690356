package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.envelope.DekId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final Duration DAY = Duration.ofDays(1);

    private final MovableClock clock = new MovableClock();
    private final List<DekId> made = new ArrayList<>();

    @Test
    void usesAKeyExactlyAsOftenAsItsBudgetSays() {
        DataKeyUse use = use(new KeyBudget(1000, 1L << 38, DAY));
        Map<DekId, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < 3500; i++) {
            counts.merge(use.next(10).id(), 1, Integer::sum);
        }
        assertThat(counts.values()).containsExactly(1000, 1000, 1000, 500);
    }

    @Test
    void usesAKeyForAsManyBytesAsItsBudgetSays() {
        DataKeyUse use = use(new KeyBudget(1L << 31, 1000, DAY));
        Map<DekId, Integer> bytes = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            bytes.merge(use.next(30).id(), 30, Integer::sum);
        }
        assertThat(bytes.values()).allMatch(sum -> sum <= 1000).contains(990);
        assertThat(bytes)
                .as("a value of the whole budget gets a fresh key")
                .doesNotContainKey(use.next(1000).id());
    }

    @Test
    void failsForAValueLargerThanAnyKeyMayEncrypt() {
        DataKeyUse use = use(new KeyBudget(1000, 1000, DAY));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> use.next(1001))
                .withMessageContaining("One value of 1001 bytes is larger than the whole byte budget of a data key");
    }

    @Test
    void stopsUsingAKeyAtItsMaximumAgeWithoutAnyOtherUse() {
        DataKeyUse use = use(KeyBudget.DEFAULT);
        DekId first = use.next(1).id();
        clock.advance(DAY.minusMillis(1));
        assertThat(use.next(1).id()).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(use.next(1).id()).isNotEqualTo(first);
    }

    @Test
    void preparesTheNextKeyAtThreeQuarters() {
        KeyBudget budget = new KeyBudget(6400, 1L << 38, DAY);
        RotatingKey rotating = rotating(budget, () -> key(budget));
        DataKeyUse use = new CountedUse(rotating);
        for (int i = 0; i < 4700; i++) {
            use.next(1);
        }
        assertThat(rotating.prepared()).isFalse();
        for (int i = 0; i < 200; i++) {
            use.next(1);
        }
        assertThat(rotating.prepared()).isTrue();
        assertThat(made).hasSize(2);
        assertThat(use.next(1).id()).as("the current key goes on to its end").isEqualTo(made.get(0));
    }

    @Test
    void preparesTheNextKeyAtThreeQuartersOfTheAge() {
        RotatingKey rotating = rotating(KeyBudget.DEFAULT, () -> key(KeyBudget.DEFAULT));
        new CountedUse(rotating).next(1);
        clock.advance(Duration.ofHours(18));
        assertThat(rotating.prepared()).isFalse();
        new CountedUse(rotating).next(1);
        assertThat(rotating.prepared()).isTrue();
    }

    @Test
    void failsWithoutBudgetAndWithoutNextKey() {
        KeyBudget budget = new KeyBudget(640, 1L << 38, DAY);
        RotatingKey rotating = rotating(budget, () -> {
            if (!made.isEmpty()) {
                throw new KeyUnavailableError("The key store is down");
            }
            return key(budget);
        });
        DataKeyUse use = new CountedUse(rotating);
        for (int i = 0; i < 640; i++) {
            use.next(1);
        }
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(KeyUnavailableError.class)
                    .isThrownBy(() -> use.next(1))
                    .withMessage("The key store is down");
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void goesOnWhenTheNextKeyArrivesLate() {
        KeyBudget budget = new KeyBudget(640, 1L << 38, DAY);
        boolean[] up = {true};
        RotatingKey rotating = rotating(budget, () -> {
            if (!up[0]) {
                throw new KeyUnavailableError("The key store is down");
            }
            return key(budget);
        });
        DataKeyUse use = new CountedUse(rotating);
        use.next(1);
        up[0] = false;
        for (int i = 1; i < 640; i++) {
            use.next(1);
        }
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> use.next(1));
        up[0] = true;
        assertThat(use.next(1).id()).isEqualTo(made.get(1));
    }

    @Test
    void givesUnusedLeasesBackAndContinuesReturnedStreams() {
        KeyBudget budget = new KeyBudget(128, 1L << 38, DAY);
        RotatingKey rotating = rotating(budget, () -> key(budget));
        Set<String> ivs = new TreeSet<>();
        for (int i = 0; i < 128; i++) {
            try (DataKeyUse use = new CountedUse(rotating)) {
                ivs.add(iv(use));
            }
        }
        assertThat(made)
                .as("128 users of one use each share one key; the second is prepared")
                .hasSize(2);
        assertThat(ivs).hasSize(128);
        assertThat(ivs).allMatch(iv -> iv.startsWith("00000007"), "one stream, handed on");
    }

    @Test
    void streamsOfOneKeyHaveFixedFieldsOfTheirOwn() {
        RotatingKey rotating = rotating(KeyBudget.DEFAULT, () -> key(KeyBudget.DEFAULT));
        Set<String> ivs = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            ivs.add(iv(new CountedUse(rotating)).substring(0, 8));
        }
        assertThat(ivs).hasSize(300).contains("00000007", "00000132");
    }

    @Test
    void aClosedUseStaysClosed() {
        DataKeyUse use = use(KeyBudget.DEFAULT);
        use.next(1);
        use.close();
        use.close();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> use.next(1));
    }

    @Test
    void refusesBudgetsBeyondTheFormat() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyBudget(0, 1, DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyBudget((1L << 31) + 1, 1, DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyBudget(1, 0, DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyBudget(1, (1L << 38) + 1, DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyBudget(1, 1, Duration.ZERO));
    }

    private DataKeyUse use(KeyBudget budget) {
        return new CountedUse(rotating(budget, () -> key(budget)));
    }

    private RotatingKey rotating(KeyBudget budget, Supplier<WriterKey> generator) {
        assertThat(budget.uses()).isPositive();
        return RotatingKey.immediate(BANK, generator, clock, KeyEvents.NONE);
    }

    private WriterKey key(KeyBudget budget) {
        byte[] writer = new byte[8];
        writer[0] = (byte) made.size();
        DerivedKey key = KeysetReader.writerKey(Keysets.bytes(1, 32), writer, BANK);
        made.add(key.id());
        return new WriterKey(key, 7, budget, clock.millis());
    }

    private static String iv(DataKeyUse use) {
        EncryptingKey key = use.next(0);
        byte[] sealed = new byte[key.sealer().sealedLength(0)];
        key.sealer().seal(new byte[0], new byte[0], 0, sealed, 0);
        return HexFormat.of().formatHex(sealed, 0, 12);
    }
}
