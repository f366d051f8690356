package io.lockweir.reference.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares the pages of {@code docs/reference} with the definitions, or writes them when asked to. */
class ReferencePagesTest {

    static final String WRITE_COMMAND = "mvn -Dquick -pl testing/reference -am test -Dtest=ReferencePagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dlockweir.reference.write=true";

    private static final boolean WRITE = Boolean.getBoolean("lockweir.reference.write");

    private final Path folder = Repository.here().resolve("docs/reference");

    @TestFactory
    List<DynamicTest> everyPageSaysWhatTheDefinitionsSay() {
        return expected().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> check(page.getKey(), page.getValue())))
                .toList();
    }

    @Test
    void noPageIsLeftOverFromAPluginThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("Pages of docs/reference; delete the one that is not generated any more")
                    .containsExactlyInAnyOrderElementsOf(expected().keySet());
        }
    }

    private void check(String file, String expected) throws IOException {
        Path page = folder.resolve(file);
        if (WRITE) {
            Files.createDirectories(folder);
            Files.writeString(page, expected);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/reference/%s is stale. To write it anew: %s", file, WRITE_COMMAND)
                .isEqualTo(expected);
    }

    private static Map<String, String> expected() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("README.md", index());
        Plugins.pages().forEach(page -> pages.put(page.file(), page.markdown()));
        pages.put(OperationsPage.FILE, OperationsPage.markdown());
        pages.put(KmsPage.FILE, KmsPage.markdown());
        pages.put(RegistryPage.FILE, RegistryPage.markdown());
        return pages;
    }

    private static String index() {
        return Plugins.pages().stream()
                .map(page ->
                        "| [%s](%s) | `%s` | %s |".formatted(page.title(), page.file(), page.plugin(), page.purpose()))
                .collect(Collectors.joining(
                        "\n",
                        "# Configuration reference\n| plugin | class | what it does |\n|---|---|---|\n",
                        "\n\nWhat a running worker tells: [%s](%s). Settings of the drivers behind `kek.LABEL.`: [%s](%s). Settings of the registry: [%s](%s).\n\n"
                                        .formatted(
                                                OperationsPage.TITLE,
                                                OperationsPage.FILE,
                                                KmsPage.TITLE,
                                                KmsPage.FILE,
                                                RegistryPage.TITLE,
                                                RegistryPage.FILE)
                                + Page.footer()));
    }
}
