package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void writeTheFirstKeyset() throws IOException {
        file = Files.writeString(directory.resolve("keyset.json"), Keysets.ofKey(1));
    }

    @Test
    void readsAChangedFileWhenAnUnknownKeyTurnsUp() throws IOException {
        DecryptFields<SinkRecord> decrypt = decryptor("0");
        SinkRecord rotated = encryptedWith(50);

        assertUnknownKey(decrypt, rotated);
        Files.writeString(file, "{ half a keyset");
        assertUnknownKey(decrypt, rotated);
        Files.writeString(file, Keysets.ofKey(50));

        assertThat(decrypt.apply(rotated).value()).isEqualTo(Customers.row(1));
    }

    @Test
    void waitsForTheFileToChange() throws IOException {
        DecryptFields<SinkRecord> decrypt = decryptor("60000");
        SinkRecord rotated = encryptedWith(50);
        CompletableFuture<Object> decrypted =
                CompletableFuture.supplyAsync(() -> decrypt.apply(rotated).value());

        Files.writeString(file, Keysets.ofKey(50));

        assertThat(decrypted.join()).isEqualTo(Customers.row(1));
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        DecryptFields<SinkRecord> decrypt = decryptor("60000");
        SinkRecord unknown = encryptedWith(50);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> decrypt.apply(unknown)).isInstanceOf(KeyUnavailableError.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private DecryptFields<SinkRecord> decryptor(String waitMillis) {
        DecryptFields.Value<SinkRecord> transform = new DecryptFields.Value<>();
        transform.configure(Map.of("fields", "email", "keyset.file", file.toString(), "key.wait.ms", waitMillis));
        return transform;
    }

    private static SinkRecord encryptedWith(int key) {
        EncryptFields<SourceRecord> encrypt =
                Transforms.encryptor("fields", "email", "keyset.json", Keysets.ofKey(key));
        return Transforms.sink(encrypt.apply(Transforms.source(Customers.row(1))));
    }

    private static void assertUnknownKey(DecryptFields<SinkRecord> decrypt, SinkRecord record) {
        assertThatThrownBy(() -> decrypt.apply(record))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("UNKNOWN_KEY");
    }
}
