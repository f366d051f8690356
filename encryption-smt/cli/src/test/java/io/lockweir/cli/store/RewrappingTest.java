package io.lockweir.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.Deks;
import io.lockweir.cli.MemoryKms;
import io.lockweir.cli.MemoryStore;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.store.Rewrapping.Rewrapped;
import io.lockweir.cli.store.Rewrapping.Selection;
import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.keys.DecryptingDek;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewrappingTest {
    private static final Scope BANK = new Scope.Namespace("bank");

    private final MemoryStore store = new MemoryStore();
    private final Kek eu = Deks.kek("eu");
    private final Kek us = Deks.kek("us");

    @Test
    void wrapsTheSameDataKeyUnderTheNewKek() throws KmsException {
        DekRecord record = put(eu);
        assertThat(run(Selection.MISSING, eu, us)).isEqualTo(new Rewrapped(1, 0, List.of()));
        DekRecord rewrapped = store.find(record.id()).get(1);
        assertThat(rewrapped.wraps()).extracting(DekRecord.Wrap::kekLabel).containsExactly("eu", "us");
        assertThat(rewrapped.created()).isEqualTo(record.created());
        assertThat(rewrapped.createdBy()).isEqualTo("rewrap by me");
        for (DekRecord.Wrap wrap : rewrapped.wraps()) {
            Kek kek = wrap.kekLabel().equals("eu") ? eu : us;
            assertThat(DecryptingDek.of(kek.unwrap(wrap, BANK), record.id(), BANK))
                    .isPresent();
        }
    }

    @Test
    void leavesAloneWhatNeedsNothing() throws KmsException {
        put(eu, us);
        assertThat(run(Selection.MISSING, us)).isEqualTo(new Rewrapped(0, 1, List.of()));
        assertThat(store.records()).hasSize(1);
    }

    @Test
    void goesOnWhereItWasStopped() throws KmsException {
        put(eu);
        put(eu);
        put(eu);
        Kek failing = new Kek("us", new MemoryKms().failingAfter(1), us.key());
        assertThatThrownBy(() -> run(Selection.MISSING, failing)).isInstanceOf(KmsUnavailableException.class);
        assertThat(store.records()).hasSize(4);
        assertThat(run(Selection.MISSING, us)).isEqualTo(new Rewrapped(2, 1, List.of()));
    }

    @Test
    void aRunIsNotTakenForOneWhoseNameBeginsAlike() throws KmsException {
        put(eu);
        assertThat(run(new Selection(Optional.of("spring-2")), eu).rewrapped()).isEqualTo(1);
        assertThat(run(new Selection(Optional.of("spring")), eu).rewrapped()).isEqualTo(1);
        assertThatThrownBy(() -> new Selection(Optional.of("spring by friday")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--again");
    }

    @Test
    void aNamedRunWrapsEverythingOnce() throws KmsException {
        put(eu);
        put(eu);
        Selection spring = new Selection(Optional.of("spring"));
        assertThat(run(spring, eu).rewrapped()).isEqualTo(2);
        assertThat(run(spring, eu)).isEqualTo(new Rewrapped(0, 2, List.of()));
        assertThat(run(new Selection(Optional.of("spr")), eu).rewrapped()).isEqualTo(2);
    }

    @Test
    void aForgedRecordDoesNotReplaceTheDataKey() throws KmsException {
        DekRecord genuine = Deks.record(BANK, eu);
        DekRecord other = Deks.record(BANK, eu);
        store.put(new DekRecord(genuine.id(), BANK, other.wraps(), other.created(), "a forger"));
        store.put(genuine);
        assertThat(run(Selection.MISSING, us).rewrapped()).isEqualTo(1);
        DekRecord.Wrap wrap = store.find(genuine.id()).get(2).wraps().get(0);
        assertThat(DecryptingDek.of(us.unwrap(wrap, BANK), genuine.id(), BANK)).isPresent();
    }

    @Test
    void aRecordThatOnlyClaimsToBeWrappedIsNotDone() throws KmsException {
        DekRecord genuine = put(eu);
        DekRecord other = Deks.record(BANK, us);
        store.put(new DekRecord(genuine.id(), BANK, other.wraps(), other.created(), "a forger"));
        store.put(new DekRecord(
                genuine.id(), BANK, List.of(new DekRecord.Wrap("us", new byte[60])), other.created(), "damage"));
        assertThat(run(Selection.MISSING, us)).isEqualTo(new Rewrapped(1, 0, List.of()));
        assertThat(run(Selection.MISSING, us)).isEqualTo(new Rewrapped(0, 1, List.of()));
        DekRecord.Wrap wrap = store.find(genuine.id()).get(3).wraps().get(0);
        assertThat(DecryptingDek.of(us.unwrap(wrap, BANK), genuine.id(), BANK)).isPresent();
    }

    @Test
    void publishesNothingThatDoesNotUnwrapToTheDataKey() {
        put(eu);
        Kek broken = new Kek("us", new MemoryKms("wraps-garbage"), us.key());
        assertThatThrownBy(() -> run(Selection.MISSING, broken))
                .isInstanceOf(KmsException.class)
                .hasMessageContaining("What KEK us has just wrapped does not unwrap to data key");
        assertThat(store.records()).hasSize(1);
    }

    @Test
    void namesDataKeysThatNoKekUnwraps() throws KmsException {
        Kek lost = Deks.kek("lost");
        DekRecord record = Deks.record(BANK, lost);
        store.put(record);
        put(eu);
        Rewrapped done = run(Selection.MISSING, us);
        assertThat(done.rewrapped()).isEqualTo(1);
        assertThat(done.failures())
                .containsExactly(new Rewrapping.Failure(record.id(), "None of its KEKs [lost] is configured here"));
    }

    private DekRecord put(Kek... keks) {
        DekRecord record = Deks.record(BANK, keks);
        store.put(record);
        return record;
    }

    private Rewrapped run(Selection selection, Kek... targets) throws KmsException {
        return new Rewrapping(store, new Keks(List.of(eu, us)), List.of(targets), selection, new AuditLog("me"))
                .run("me", Progress.NONE);
    }
}
