package io.lockweir.sink.reconcile;

import static io.lockweir.sink.reconcile.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.reconcile.Difference.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    @Test
    void rowsInAnotherOrderAreEqual() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(row(i, i % 3 == 0 ? null : "city " + i % 7));
        }
        List<Object[]> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(1));

        Comparison found = compare(Rows.BY_ID, new Rows("a", rows), new Rows("b", shuffled));

        assertThat(found.equal()).isTrue();
        assertThat(found.sourceRows()).isEqualTo(5_000);
        assertThat(found.tableRows()).isEqualTo(5_000);
        assertThat(found.ranges()).isGreaterThan(4_000);
        assertThat(found.shown()).isEmpty();
    }

    @Test
    void namesWhatIsMissingExtraRepeatedAndDifferent() {
        Rows source = Rows.of(row(1, "Delft"), row(2, "Delft"), row(3, "Delft"), row(4, "Delft"));
        Rows table = Rows.of(row(2, "Gouda"), row(3, "Delft"), row(3, "Delft"), row(4, "Delft"), row(5, "Delft"));

        Comparison found = compare(Rows.BY_ID, source, table);

        assertThat(found.equal()).isFalse();
        assertThat(found.differing()).isEqualTo(4);
        assertThat(found.kinds())
                .isEqualTo(Map.of(Kind.MISSING, 1L, Kind.EXTRA, 1L, Kind.REPEATED, 1L, Kind.DIFFERENT, 1L));
        assertThat(found.shown())
                .containsExactly(
                        new Difference(Kind.MISSING, Optional.of("id=1"), 1, 0, List.of()),
                        new Difference(Kind.EXTRA, Optional.of("id=5"), 0, 1, List.of()),
                        new Difference(Kind.REPEATED, Optional.of("id=3"), 1, 2, List.of()),
                        new Difference(Kind.DIFFERENT, Optional.of("id=2"), 1, 1, List.of("city")));
    }

    @Test
    void twoEqualRowsDoNotCancelEachOtherOut() {
        Comparison found = compare(
                Rows.BY_ID, Rows.of(row(1, "Delft")), Rows.of(row(1, "Delft"), row(1, "Delft"), row(1, "Delft")));

        assertThat(found.shown()).containsExactly(new Difference(Kind.REPEATED, Optional.of("id=1"), 1, 3, List.of()));
        assertThat(compare(Rows.BY_ID, Rows.of(row(1, "Delft"), row(1, "Delft")), Rows.of())
                        .kinds())
                .isEqualTo(Map.of(Kind.MISSING, 1L));
    }

    @Test
    void twoRowsThatSwapValuesDiffer() {
        Comparison found = compare(
                Rows.BY_ID,
                Rows.of(row(1, "Delft"), row(2, "Gouda")),
                Rows.of(new Object[] {1L, "Gouda", Rows.CANARY + 1}, new Object[] {2L, "Delft", Rows.CANARY + 2}));

        assertThat(found.kinds()).isEqualTo(Map.of(Kind.DIFFERENT, 2L));
    }

    @Test
    void rowsWithoutAKeyAreComparedAsAWhole() {
        Comparison found = compare(
                Rows.KEYLESS, Rows.of(row(1, "Delft"), row(2, "Delft")), Rows.of(row(1, "Delft"), row(2, "Gouda")));

        assertThat(found.kinds()).isEqualTo(Map.of(Kind.MISSING, 1L, Kind.EXTRA, 1L));
        assertThat(found.shown()).allMatch(difference -> difference.key().isEmpty());
    }

    @Test
    void aConfidentialKeyIsCountedAndNotTold() {
        Comparison found = compare(
                Rows.BY_EMAIL, Rows.of(row(1, "Delft"), row(2, "Delft")), Rows.of(row(2, "Gouda"), row(3, "Delft")));

        assertThat(found.kinds()).isEqualTo(Map.of(Kind.MISSING, 1L, Kind.EXTRA, 1L, Kind.DIFFERENT, 1L));
        assertThat(found.toString()).doesNotContain("canary");
    }

    @Test
    void narrowsAsManyRangesAsFitIntoMemory() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(row(i, "Delft"));
        }

        Comparison found = new Reconciliation(Rows.BY_ID, new Rows("a", rows), Rows.of(), 10, 3)
                .compare(what -> (done, total) -> {});

        assertThat(found.differing()).isGreaterThan(900);
        assertThat(found.narrowed()).isBetween(1, 10);
        assertThat(found.kinds().get(Kind.MISSING)).isBetween(1L, 10L);
        assertThat(found.shown()).hasSize(3);
    }

    @Test
    void readsOnceWhatIsEqualAndTwiceWhatDiffers() {
        List<String> readings = new ArrayList<>();
        Rows one = new Rows("one", Rows.of(row(1, "Delft")).rows());
        new Reconciliation(Rows.BY_ID, one, one, 10, 3).compare(what -> {
            readings.add(what);
            return (done, total) -> {};
        });
        assertThat(readings).containsExactly("reading one", "reading one");

        readings.clear();
        new Reconciliation(Rows.BY_ID, one, new Rows("two", List.of()), 10, 3).compare(what -> {
            readings.add(what);
            return (done, total) -> {};
        });
        assertThat(readings).containsExactly("reading one", "reading two", "narrowing one", "narrowing two");
    }

    private static Comparison compare(ComparedRows rows, Side source, Side table) {
        return new Reconciliation(rows, source, table, 100_000, 100).compare(what -> (done, total) -> {});
    }
}
