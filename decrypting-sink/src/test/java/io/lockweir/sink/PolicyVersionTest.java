package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyVersionTest {

    @Test
    void isAnotherOneWhenThePolicyChangesAndOnlyThen() {
        String one = PolicyVersion.of(Map.of("policy.decrypt", "email", "name", "a", "keyset.json", "secret"));

        assertThat(one).matches("[0-9a-f]{12}");
        assertThat(PolicyVersion.of(Map.of("policy.decrypt", "email", "name", "b")))
                .isEqualTo(one);
        assertThat(PolicyVersion.of(Map.of("policy.decrypt", "email,phone"))).isNotEqualTo(one);
        assertThat(PolicyVersion.of(Map.of("policy.keep", "email"))).isNotEqualTo(one);
    }

    @Test
    void isThatOfAFilesContentNotOfItsPlace(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(folder.resolve("a.yaml"), "rules: []");
        Path second = Files.writeString(folder.resolve("b.yaml"), "rules: []");
        String one = PolicyVersion.of(Map.of("policy.file", first.toString()));

        assertThat(PolicyVersion.of(Map.of("policy.file", second.toString()))).isEqualTo(one);
        Files.writeString(second, "rules: [other]");
        assertThat(PolicyVersion.of(Map.of("policy.file", second.toString()))).isNotEqualTo(one);
    }
}
