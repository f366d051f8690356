package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only holds on one machine or in one network must not stand in any file. */
class ForbiddenTextTest {

    /** An absolute path of a developer's or a CI's machine: not inside a longer path, an expression or a URL. */
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.}$/*>~-])/(?:work|root|tmp|home|Users)/[\\w.-]+");

    /** The host of a package registry or of a mirror of one, by how such hosts are named; a key of ours looks like one. */
    private static final Pattern REGISTRY_HOST = Pattern.compile(
            "(?i)\\b(?!registry\\.kms\\.local-kms)(?:https?://)?(?:(?:repo\\d?|registry|nexus|artifactory|mirrors?|packages|deb|pypi)(?:\\.[a-z0-9-]+)+"
                    + "\\.(?:org|com|net|io|dev|local|internal))\\b(?!\\w*\\()");

    private final Repository repository = Repository.here();

    @Test
    void noFileNamesAPathOfTheMachineItWasWrittenOn() {
        assertThat(found(MACHINE_PATH))
                .as(
                        "Absolute paths of one machine; use a path relative to the repository, a temporary folder made by the"
                                + " code, or an environment variable")
                .isEmpty();
    }

    @Test
    void noFileNamesTheHostOfAPackageRegistry() {
        assertThat(found(REGISTRY_HOST))
                .as("Hosts of package registries; leave them to each machine's Maven settings")
                .isEmpty();
    }

    private List<String> found(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : repository.files()) {
            repository.text(file).ifPresent(text -> {
                String[] lines = text.split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    Matcher match = pattern.matcher(lines[i]);
                    if (match.find()) {
                        found.add(file + ":" + (i + 1) + ": " + match.group());
                    }
                }
            });
        }
        return found;
    }
}
