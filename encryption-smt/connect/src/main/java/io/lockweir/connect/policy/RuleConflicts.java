package io.lockweir.connect.policy;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields that two rules of the same topics name, found when the file is read. That two expressions match one topic shows only with the
 * topic; then the walk's tree refuses it.
 */
final class RuleConflicts {
    private record Name(Part part, String topics) {}

    private final Map<Name, Map<FieldPath, RuleReader.Located>> seen = new HashMap<>();

    void add(Part part, RuleReader.Located added) {
        Map<FieldPath, RuleReader.Located> fields =
                seen.computeIfAbsent(new Name(part, added.rule().topics().pattern()), absent -> new HashMap<>());
        FieldPath path = added.rule().fields().get(0);
        fields.forEach((other, earlier) -> {
            if (inside(path, other) || inside(other, path)) {
                throw added.at()
                        .errorAt(
                                added.key(),
                                (path.equals(other)
                                                ? "the field " + path
                                                : "the field " + path + ", or one around or inside it,")
                                        + " is named already in line " + earlier.line() + " (rule '"
                                        + earlier.rule().name() + "') for the same topics. Remove one of them.");
            }
        });
        fields.put(path, added);
    }

    private static boolean inside(FieldPath inner, FieldPath outer) {
        int size = outer.steps().size();
        return inner.steps().size() >= size && inner.steps().subList(0, size).equals(outer.steps());
    }
}
