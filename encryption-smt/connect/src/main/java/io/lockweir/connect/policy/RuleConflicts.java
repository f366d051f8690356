package io.lockweir.connect.policy;

import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields that two rules of the same topics name, found when the file is read. That two expressions match one topic, or a field has two tags,
 * shows only with the topic; then the walk's tree refuses it.
 */
final class RuleConflicts {
    private record Name(Part part, String topics) {}

    private final Map<Name, Map<FieldPath, RuleReader.Located>> seen = new HashMap<>();

    void add(Part part, RuleReader.Located added) {
        Map<FieldPath, RuleReader.Located> fields =
                seen.computeIfAbsent(new Name(part, added.rule().topics().pattern()), absent -> new HashMap<>());
        if (added.rule().selection() instanceof FieldSelection.AllBut others) {
            // Stands for the whole row, which no rule about fields can name.
            RuleReader.Located earlier = fields.put(FieldPath.WHOLE, added);
            if (earlier != null) {
                throw added.at()
                        .errorAt(
                                added.key(),
                                "`others` stands already in line " + earlier.line() + " (rule '"
                                        + earlier.rule().name() + "') for the same topics. Remove one of them.");
            }
            others.clear().forEach(path -> refuseTaken(fields, path, added));
        } else if (!added.rule().isByTags()) {
            FieldPath path = added.rule().fields().get(0);
            refuseTaken(fields, path, added);
            fields.put(path, added);
        }
    }

    private static void refuseTaken(
            Map<FieldPath, RuleReader.Located> fields, FieldPath path, RuleReader.Located added) {
        fields.forEach((other, earlier) -> {
            boolean row = other.equals(FieldPath.WHOLE) && !path.equals(other);
            if (!row && (inside(path, other) || inside(other, path))) {
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
    }

    private static boolean inside(FieldPath inner, FieldPath outer) {
        int size = outer.steps().size();
        return inner.steps().size() >= size && inner.steps().subList(0, size).equals(outer.steps());
    }
}
