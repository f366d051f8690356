package io.lockweir.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.Deks;
import io.lockweir.cli.MemoryStore;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreExportTest {
    private static final Scope BANK = new Scope.Namespace("bank");

    private final List<DekRecord> records = List.of(
            Deks.record(BANK, Deks.kek("eu")),
            Deks.record(BANK, Deks.kek("eu"), Deks.kek("us")),
            Deks.record(new Scope.Row("bank"), Deks.kek("eu")));

    @Test
    void aFileBringsBackEveryRecordInOrder() throws IOException {
        assertThat(read(written())).isEqualTo(records);
    }

    @Test
    void anEmptyStoreIsAWholeFileToo() throws IOException {
        StringWriter file = new StringWriter();
        StoreExport.write(List.of(), file);
        assertThat(read(file.toString())).isEmpty();
    }

    @Test
    void halfAFileIsRefused() throws IOException {
        String file = written();
        refused(file.substring(0, file.lastIndexOf("{\"format\"")), "cut off after line 3");
        refused("", "cut off after line 0");
    }

    @Test
    void aChangedFileIsRefused() throws IOException {
        String file = written();
        String[] lines = file.split("\n", -1);
        refused(lines[0] + "\n" + lines[2] + "\n" + lines[3] + "\n", "was changed");
        refused(lines[1] + "\n" + lines[0] + "\n" + lines[2] + "\n" + lines[3] + "\n", "was changed");
        refused(file + lines[0] + "\n", "goes on behind its last line");
        refused("nonsense\n" + file, "Line 1 of the export is no data key record: no JSON");
        refused(file.replace("dek-export/1", "dek-export/2"), "no export of data keys of format");
    }

    @Test
    void restoresWhatIsMissingAndGoesOn() {
        MemoryStore store = new MemoryStore().failingAfter(2);
        assertThatThrownBy(() -> new StoreRestore(store).run(records, Progress.NONE))
                .isInstanceOf(KeyUnavailableError.class);
        StoreRestore.Restored done = new StoreRestore(store.failingAfter(9)).run(records, Progress.NONE);
        assertThat(done.restored()).isEqualTo(1);
        assertThat(done.present()).isEqualTo(2);
        assertThat(store.records()).isEqualTo(records);
    }

    @Test
    void aSecondKeyOfADomainThatWasNeverUsedIsNoConflict() {
        Scope.Join domain = new Scope.Join(new JoinDomain("email", ValueType.STRING, Normaliser.NONE));
        DekRecord counts = Deks.record(domain, Deks.kek("eu"));
        DekRecord overtaken = Deks.record(domain, Deks.kek("eu"));
        MemoryStore store = new MemoryStore();

        StoreRestore.Restored done = new StoreRestore(store).run(List.of(counts, overtaken), Progress.NONE);

        assertThat(done).isEqualTo(new StoreRestore.Restored(2, 0, List.of()));
        assertThat(store.domainKeys(domain)).first().isEqualTo(counts);
        DekRecord another = Deks.record(domain, Deks.kek("eu"));
        assertThat(new StoreRestore(store)
                        .run(List.of(another, counts), Progress.NONE)
                        .conflicts())
                .containsExactly(another);
    }

    private String written() throws IOException {
        StringWriter file = new StringWriter();
        StoreExport.write(records, file);
        return file.toString();
    }

    private static List<DekRecord> read(String file) throws IOException {
        return StoreExport.read(new BufferedReader(new StringReader(file)));
    }

    private static void refused(String file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }
}
