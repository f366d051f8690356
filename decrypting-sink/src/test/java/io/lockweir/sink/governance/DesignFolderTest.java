package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
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

    @ParameterizedTest
    @ValueSource(strings = {".", "designs", "/designs"})
    void leadsOutOfNoFolder(String folder) {
        TableIdentifier table = TableIdentifier.of("bank", "a/../../customers");
        assertThatThrownBy(() -> new DesignFolder(Path.of(folder)).file(table))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("makes no file name in");
    }
}
