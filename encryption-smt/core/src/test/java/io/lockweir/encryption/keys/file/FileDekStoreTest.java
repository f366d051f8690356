package io.lockweir.encryption.keys.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.DekStores;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDekStoreTest {
    private static final Scope.Join CUSTOMERS = new Scope.Join(JoinDomain.of("customers", ValueType.STRING));

    @TempDir
    private Path directory;

    private Path file = Path.of("unset");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("deks");
    }

    @Test
    void keepsRecordsOldestFirstAcrossProcesses() {
        try (DekStore writer = new FileDekStore(file);
                DekStore reader = new FileDekStore(file)) {
            writer.publish(record(1, new Scope.Namespace("bank"), "first"));
            writer.publish(record(2, CUSTOMERS, "domain"));
            writer.publish(record(1, new Scope.Namespace("bank"), "second"));
            assertThat(reader.find(id(1))).extracting(DekRecord::createdBy).containsExactly("first", "second");
            assertThat(reader.find(id(3))).isEmpty();
            assertThat(reader.domainKeys(CUSTOMERS)).extracting(DekRecord::id).containsExactly(id(2));
            assertThat(reader.records()).hasSize(3);
            assertThat(reader.progress()).isEqualTo(new DekStore.Progress(3, 3, true));
        }
        try (DekStore later = new FileDekStore(file)) {
            assertThat(later.records()).hasSize(3);
        }
    }

    @Test
    void skipsLinesThatAreNoRecords() throws IOException {
        Files.writeString(file, "garbage\n\nAAAA\n");
        try (DekStore store = new FileDekStore(file)) {
            store.publish(record(1, CUSTOMERS, "good"));
            assertThat(store.records()).extracting(DekRecord::createdBy).containsExactly("good");
        }
    }

    @Test
    void writesOverHalfALineThatNobodyWasToldOf() throws IOException {
        try (DekStore store = new FileDekStore(file)) {
            store.publish(record(1, CUSTOMERS, "first"));
            Files.writeString(file, "0QFh", StandardOpenOption.APPEND);
            assertThat(store.records()).hasSize(1);
            store.publish(record(2, CUSTOMERS, "second"));
            assertThat(store.records()).extracting(DekRecord::createdBy).containsExactly("first", "second");
        }
    }

    @Test
    void saysWhichFileFailed() {
        Path missing = directory.resolve("missing").resolve("deks");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> new FileDekStore(missing).publish(record(1, CUSTOMERS, "")))
                .withMessage("The key store file " + missing + " could not be written: NoSuchFileException");
    }

    @Test
    void isFoundByItsNameAndRefusesOtherKeys() {
        try (DekStore store = DekStores.open("file", Map.of("file", file.toString()))) {
            assertThat(store).isInstanceOf(FileDekStore.class);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DekStores.check("file", Map.of()))
                .withMessage("Key 'store.file' is missing. Name the file that holds the wrapped data keys.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DekStores.check("file", Map.of("file", "x", "topic", "y")))
                .withMessage(
                        "Unknown keys of store=file: store.topic. Correct or remove them. Known keys: store.file.");
    }

    private static DekId id(int number) {
        byte[] bytes = new byte[DekId.LENGTH];
        bytes[0] = (byte) number;
        return DekId.of(bytes);
    }

    private static DekRecord record(int number, Scope scope, String createdBy) {
        return new DekRecord(
                id(number), scope, List.of(new DekRecord.Wrap("eu", new byte[] {1})), Instant.EPOCH, createdBy);
    }
}
