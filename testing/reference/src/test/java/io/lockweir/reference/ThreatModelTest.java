package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ThreatModelTest {

    private static final String PAGE = "docs/threat-model.md";
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private final Repository repository = Repository.here();

    @Test
    void everyClaimNamesATestThatExists() {
        List<MatchResult> named = TEST.matcher(repository.read(PAGE)).results().toList();
        assertThat(named).as("tests named in " + PAGE).isNotEmpty();
        assertThat(named)
                .as("Claims of " + PAGE
                        + " without their test; name the test that shows the claim, or take the claim out")
                .allMatch(test -> repository.hasTest(test.group(1), test.group(2)));
    }

    @Test
    void everyRowOfTheClaimsNamesATest() {
        assertThat(claims())
                .as("Rows of " + PAGE + " that claim without a test")
                .isNotEmpty()
                .allMatch(row -> TEST.matcher(row).find());
    }

    private List<String> claims() {
        String page = repository.read(PAGE);
        String section = page.substring(page.indexOf("## Claims"), page.indexOf("## Not detected"));
        return section.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| claim"))
                .toList();
    }
}
