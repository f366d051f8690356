package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesignFolderTest {

    @ParameterizedTest
    @ValueSource(strings = {".", "./designs", "designs", "designs/..", "../designs", "/designs"})
    void findsTheDesignOfATableInWhateverFolder(String folder) {
        assertThat(new DesignFolder(Path.of(folder))
                        .file(TableIdentifier.of("bank", "customers"))
                        .toAbsolutePath()
                        .normalize())
                .isEqualTo(
                        Path.of(folder, "bank.customers.json").toAbsolutePath().normalize());
    }

    @Test
    void refusesAFileThatIsNotUtf8RatherThanReadingItForEver(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("bank.customers.json"), new byte[] {'{', (byte) 0xE9, '}'});

        assertThatThrownBy(() -> new DesignFolder(folder).read(TableIdentifier.of("bank", "customers")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "designs", "/designs"})
    void leadsOutOfNoFolder(String folder) {
        TableIdentifier table = TableIdentifier.of("bank", "a/../../customers");
        assertThatThrownBy(() -> new DesignFolder(Path.of(folder)).file(table))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("makes no file name in");
    }
}
