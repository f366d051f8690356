package io.lockweir.cli.subject;

import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.Shredder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shreds subjects, in every scope of the namespace. Repeated, it does no harm. */
public final class SubjectShredding {
    private final Shredding shredder;
    private final List<Scope> scopes;

    /** What destroys the keys of one subject in one scope; {@link Shredder} does. */
    @FunctionalInterface
    public interface Shredding {
        Shredder.Shredded shred(Scope scope, String subject);
    }

    public SubjectShredding(Shredding shredder, String namespace) {
        this.shredder = shredder;
        this.scopes = List.of(new Scope.Namespace(namespace), new Scope.Row(namespace));
    }

    /**
     * What came of one subject.
     *
     * @param number of its line in the input, from 1: the subject itself is never told
     * @param killed ids of the data keys that are gone now
     */
    public record Line(int number, List<DekId> killed) {
        public Line {
            killed = List.copyOf(killed);
        }
    }

    /** The subjects of a text that has one a line, by the numbers of their lines. Blank lines name nobody. */
    public static SortedMap<Integer, String> lines(String text) {
        SortedMap<Integer, String> subjects = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                subjects.put(number, line);
            }
        }
        return subjects;
    }

    /** Shreds subjects in their order. */
    public List<Line> run(SortedMap<Integer, String> subjects, Progress progress) {
        List<Line> lines = new ArrayList<>();
        subjects.forEach((number, subject) -> {
            List<DekId> killed = new ArrayList<>();
            for (Scope scope : scopes) {
                killed.addAll(shredder.shred(scope, subject).killed());
            }
            lines.add(new Line(number, killed));
            progress.at(lines.size(), subjects.size());
        });
        return lines;
    }
}
