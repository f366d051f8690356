package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.Tool;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.envelope.DekId;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataKeyIdsTest {
    private static final String ID = "00112233445566778899aabbccddeeff";

    @Test
    void upperCaseIsTheSameId() {
        assertThat(DataKeyIds.parse("--absent", List.of(ID, "00112233445566778899AABBCCDDEEFF")))
                .containsExactly(DekId.of(HexFormat.of().parseHex(ID)));
        assertThat(DataKeyIds.parse("--absent", List.of())).isEmpty();
    }

    @Test
    void refusesWhatIsNoId() {
        for (String bad : List.of("", "00", ID + "00", ID.substring(1), ID.replace('f', 'g'), " " + ID)) {
            assertThatThrownBy(() -> DataKeyIds.parse("--leaked", List.of(ID, bad)))
                    .as(bad)
                    .isInstanceOf(UsageException.class)
                    .hasMessage("Option --leaked: a data key id has 32 hex digits.");
        }
    }

    @Test
    void verifyProvesNothingAboutAMisspeltId() {
        Tool tool = Tool.run("verify", "customers", "--absent", ID + "," + ID.substring(2));
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err()).startsWith("Option --absent: a data key id has 32 hex digits.");
    }
}
