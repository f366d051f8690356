package io.lockweir.cli.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.Shredder.Shredded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectShreddingTest {
    private static final DekId ID = DekId.of(new byte[16]);

    @Test
    void shredsInEveryScopeOfTheNamespace() {
        List<String> asked = new ArrayList<>();
        List<SubjectShredding.Line> lines = new SubjectShredding(
                        (scope, subject) -> {
                            asked.add(subject + " " + scope);
                            boolean known = subject.equals("anna") && scope instanceof Scope.Row;
                            return new Shredded(known ? List.of(ID) : List.of(), 1);
                        },
                        "bank")
                .run(SubjectShredding.lines("anna\nben\n"), Progress.NONE);
        assertThat(asked)
                .containsExactly(
                        "anna Namespace[name=bank]",
                        "anna Row[name=bank]",
                        "ben Namespace[name=bank]",
                        "ben Row[name=bank]");
        assertThat(lines)
                .containsExactly(new SubjectShredding.Line(1, List.of(ID)), new SubjectShredding.Line(2, List.of()));
    }

    @Test
    void blankLinesCountAsLinesAndNameNobody() {
        assertThat(SubjectShredding.lines("anna\n\n  \r\nben"))
                .containsExactly(Map.entry(1, "anna"), Map.entry(4, "ben"));
        List<SubjectShredding.Line> lines = new SubjectShredding((scope, subject) -> new Shredded(List.of(), 1), "bank")
                .run(SubjectShredding.lines("\n\nben"), Progress.NONE);
        assertThat(lines).containsExactly(new SubjectShredding.Line(3, List.of()));
    }

    @Test
    void neverPrintsASubject() {
        assertThat(new SubjectShredding.Line(1, List.of(ID)).toString()).doesNotContain("anna");
    }
}
