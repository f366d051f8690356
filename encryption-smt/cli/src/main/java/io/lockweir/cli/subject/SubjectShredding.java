package io.lockweir.cli.subject;

import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.Shredder;
import java.util.ArrayList;
import java.util.List;

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
     * @param number its place in the input, from 1: the subject itself is never told
     * @param killed ids of the data keys that are gone now
     */
    public record Line(int number, List<DekId> killed) {
        public Line {
            killed = List.copyOf(killed);
        }
    }

    /** Shreds subjects in their order. */
    public List<Line> run(List<String> subjects, Progress progress) {
        List<Line> lines = new ArrayList<>();
        for (String subject : subjects) {
            List<DekId> killed = new ArrayList<>();
            for (Scope scope : scopes) {
                killed.addAll(shredder.shred(scope, subject).killed());
            }
            lines.add(new Line(lines.size() + 1, killed));
            progress.at(lines.size(), subjects.size());
        }
        return lines;
    }
}
