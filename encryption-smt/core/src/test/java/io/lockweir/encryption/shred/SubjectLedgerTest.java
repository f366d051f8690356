package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.shred.SubjectLedger.Known;
import io.lockweir.encryption.shred.SubjectLedger.Position;
import io.lockweir.encryption.shred.SubjectLedger.Verdict;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import io.lockweir.encryption.shred.SubjectRecord.Shred;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectLedgerTest {
    private static final NamespaceId BANK = NamespaceId.of("bank");
    private static final SubjectTag ANNA = new SubjectTag(1, 2, 3, 4);

    private final SubjectLedger ledger = new SubjectLedger(2, 3_000_000);

    @BeforeEach
    void firstGeneration() {
        ledger.applyFence(0, 1);
        ledger.applyFence(1, 1);
    }

    @Test
    void ofOneEpochTheFirstInTheLogCounts() {
        assertThat(ledger.apply(dek(1, 0, 1), at(10))).isEqualTo(Verdict.CURRENT);
        assertThat(ledger.apply(dek(2, 0, 1), at(11))).isEqualTo(Verdict.LATE);
        assertThat(ledger.subject(ANNA).current()).contains(at(10));
        assertThat(ledger.known(id(1))).isEqualTo(new Known.At(at(10)));
    }

    @Test
    void aKeyThatWasRestoredBehindItsSuccessorIsFoundByItsId() {
        ledger.apply(dek(2, 0, 1), at(50));
        assertThat(ledger.apply(dek(1, 0, 1), at(60))).isEqualTo(Verdict.LATE);
        assertThat(ledger.known(id(1))).isEqualTo(new Known.At(at(60)));
        assertThat(ledger.subject(ANNA).current()).contains(at(50));
        ledger.applyFence(0, 2);
        ledger.apply(dek(2, 0, 2), at(70));
        assertThat(ledger.apply(dek(1, 0, 2), at(80))).isEqualTo(Verdict.LATE);
        assertThat(ledger.known(id(1))).isEqualTo(new Known.At(at(80)));
        assertThat(ledger.subject(ANNA).current()).contains(at(70));
    }

    @Test
    void aKeyThatWasRestoredBehindAFenceIsFoundByItsIdAndMovesNothing() {
        ledger.applyFence(0, 2);
        assertThat(ledger.apply(dek(1, 0, 1), at(10))).isEqualTo(Verdict.FENCED);
        assertThat(ledger.known(id(1))).isEqualTo(new Known.At(at(10)));
        assertThat(ledger.lives(ANNA, 0)).isTrue();
        ledger.apply(dek(2, 0, 2), at(20));
        assertThat(ledger.apply(dek(2, 0, 1), at(30))).isEqualTo(Verdict.FENCED);
        assertThat(ledger.known(id(2))).isEqualTo(new Known.At(at(20)));
    }

    @Test
    void aRestoredKeyOfAShreddedSubjectStaysDead() {
        ledger.apply(dek(2, 0, 1), at(50));
        ledger.apply(dek(1, 0, 1), at(60));
        ledger.apply(shred(1, 2));
        assertThat(ledger.lives(ANNA, 0)).isFalse();
        assertThat(ledger.apply(dek(1, 0, 1), at(70))).isEqualTo(Verdict.DEAD);
        ledger.applyFence(0, 2);
        assertThat(ledger.apply(dek(1, 0, 1), at(80))).isEqualTo(Verdict.DEAD);
        assertThat(ledger.known(id(1))).isEqualTo(new Known.Killed());
    }

    @Test
    void keysBesideTheSubjectsOwnTakeTheRoomOfOtherSubjects() {
        SubjectLedger small = new SubjectLedger(1, 10);
        for (int i = 1; i <= 22; i++) {
            small.apply(dek(i, 0, 1), at(i));
        }
        assertThatThrownBy(() -> small.apply(dek(23, 0, 1), at(23)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Raise store.subjects.max");
    }

    @Test
    void aShredKillsWhatStandsBeforeItAndWhatComesLateFromAWriterThatHadNotSeenIt() {
        ledger.apply(dek(1, 0, 1), at(10));
        ledger.apply(shred(1, 1));
        assertThat(ledger.apply(dek(2, 0, 1), at(12))).isEqualTo(Verdict.DEAD);
        assertThat(ledger.known(id(1))).isEqualTo(new Known.Killed());
        assertThat(ledger.known(id(2))).isEqualTo(new Known.Killed());
        assertThat(ledger.lives(ANNA, 0)).isFalse();
        assertThat(ledger.apply(dek(3, 1, 1), at(13))).isEqualTo(Verdict.CURRENT);
        assertThat(ledger.lives(ANNA, 1)).isTrue();
    }

    @Test
    void anOldShredReadAgainKillsNothingNew() {
        ledger.apply(shred(1, 1));
        ledger.apply(shred(2, 2));
        ledger.apply(dek(3, 2, 1), at(13));
        ledger.apply(shred(1, 1));
        assertThat(ledger.subject(ANNA).current()).contains(at(13));
    }

    @Test
    void aRewrapMovesTheKeyAndNeverRevivesADeadOne() {
        ledger.apply(dek(1, 0, 1), at(10));
        ledger.applyFence(0, 2);
        assertThat(ledger.apply(dek(1, 0, 2), at(20))).isEqualTo(Verdict.REWRAPPED);
        assertThat(ledger.subject(ANNA).current()).contains(at(20));
        assertThat(ledger.known(id(1))).isEqualTo(new Known.At(at(20)));
        ledger.apply(shred(1, 1));
        assertThat(ledger.apply(dek(1, 0, 2), at(22))).isEqualTo(Verdict.DEAD);
    }

    @Test
    void aRewrapTakesThePlaceOfALateKeyWhoseRivalWasCompactedAway() {
        assertThat(ledger.apply(dek(2, 0, 1), at(11))).isEqualTo(Verdict.CURRENT);
        ledger.applyFence(0, 2);
        assertThat(ledger.apply(dek(1, 0, 2), at(20))).isEqualTo(Verdict.REWRAPPED);
        assertThat(ledger.subject(ANNA).current()).contains(at(20));
    }

    @Test
    void behindAFenceKeysOfEarlierGenerationsDoNotCount() {
        ledger.applyFence(0, 2);
        assertThat(ledger.apply(dek(1, 0, 1), at(10))).isEqualTo(Verdict.FENCED);
        assertThat(ledger.subject(ANNA).current()).isEmpty();
        assertThat(ledger.subjects()).isZero();
    }

    @Test
    void keysOfALaterGenerationThanTheFenceCount() {
        assertThat(ledger.apply(dek(1, 0, 2), at(10))).isEqualTo(Verdict.CURRENT);
        ledger.applyFence(0, 2);
        assertThat(ledger.subject(ANNA).current()).contains(at(10));
    }

    @Test
    void remembersWhichKeyAShredTookAway() {
        ledger.apply(dek(1, 0, 1), at(10));
        ledger.apply(new Shred(BANK, ANNA, 1, Instant.EPOCH, List.of()));
        assertThat(ledger.displaced(ANNA)).contains(at(10));
        assertThat(ledger.lives(ANNA, 0)).isFalse();
    }

    @Test
    void aMillionSubjectsKeepToTheStatedHeap() {
        Random random = new Random(4711);
        byte[] id = new byte[DekId.LENGTH];
        long worst = 0;
        for (int i = 1; i <= 1_000_000; i++) {
            random.nextBytes(id);
            SubjectTag tag = new SubjectTag(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            ledger.apply(new Dek(BANK, tag, DekId.of(id), 0, 1, new byte[Dek.WRAPPED_LENGTH]), new Position(1, i));
            if (i >= 100_000 && i % 10_000 == 0) {
                worst = Math.max(worst, ledger.bytes() / i);
            }
        }
        assertThat(ledger.subjects()).isEqualTo(1_000_000);
        assertThat(worst).isBetween(70L, (long) SubjectLedger.BYTES_PER_SUBJECT);
    }

    private static Position at(long offset) {
        return new Position(0, offset);
    }

    private static DekId id(int number) {
        byte[] bytes = new byte[DekId.LENGTH];
        bytes[0] = (byte) number;
        return DekId.of(bytes);
    }

    private static Dek dek(int id, int epoch, int generation) {
        return new Dek(BANK, ANNA, id(id), epoch, generation, new byte[Dek.WRAPPED_LENGTH]);
    }

    private static Shred shred(int epoch, int... killed) {
        return new Shred(
                BANK,
                ANNA,
                epoch,
                Instant.EPOCH,
                java.util.Arrays.stream(killed).mapToObj(SubjectLedgerTest::id).toList());
    }
}
