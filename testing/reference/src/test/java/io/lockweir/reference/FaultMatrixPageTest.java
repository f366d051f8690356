package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultMatrixPageTest {
    private static final String PAGE = "docs/fault-matrix.md";
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final String GAP = "gap";

    private final Repository repository = Repository.here();
    private final String page = repository.read(PAGE);

    @Test
    void everyTestNamedExists() {
        List<MatchResult> named = TEST.matcher(page).results().toList();
        assertThat(named).isNotEmpty();
        assertThat(named)
                .as("Tests named in " + PAGE + " that are gone; name what shows the row now, or say that it is a gap")
                .allMatch(test -> repository.hasTest(test.group(1), test.group(2)));
    }

    @Test
    void everyCellNamesATestACommandOrAGap() {
        assertThat(rows()).hasSizeGreaterThan(30).allSatisfy(row -> {
            assertThat(row).as("%s", row).hasSize(4);
            assertThat(row.subList(1, 4))
                    .allMatch(cell -> TEST.matcher(cell).find()
                            || cell.contains("`./demo.sh")
                            || cell.equals("as append")
                            || cell.equals("–")
                            || cell.equals(GAP));
            assertThat(row.get(1)).isNotEqualTo("as append");
        });
    }

    @Test
    void everyGapIsListedAsOne() {
        Set<String> gaps = rows().stream()
                .filter(row -> row.contains(GAP))
                .map(row -> row.get(0))
                .collect(Collectors.toCollection(TreeSet::new));
        String listed = page.substring(page.indexOf("## Gaps"));
        assertThat(gaps).allMatch(gap -> listed.contains("- " + gap + ":"));
        assertThat(listed.lines()
                        .filter(line -> line.startsWith("- "))
                        .map(line -> line.substring(2, line.indexOf(':'))))
                .as("gaps that are none any more")
                .allMatch(gaps::contains);
    }

    private List<List<String>> rows() {
        String section = page.substring(page.indexOf("## Matrix"), page.indexOf("## Gaps"));
        return section.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| fault"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
