package io.lockweir.encryption.path;

import java.util.ArrayList;
import java.util.List;

/** Reads the text form of a {@link FieldPath}, once. */
final class FieldPathParser {
    static final String ELEMENT = "[*]";
    static final String MAP_VALUE = "{*}";
    static final String MAP_KEY = "{key}";

    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int position;

    FieldPathParser(String text) {
        this.text = text;
    }

    FieldPath parse() {
        if (text.isEmpty()) {
            throw wrong("is empty");
        }
        if (!startsWildcard()) {
            field();
        }
        while (position < text.length()) {
            if (startsWildcard()) {
                wildcard();
            } else if (text.charAt(position) == '.') {
                position++;
                field();
            } else {
                throw wrong("expects '.', '[*]', '{*}', '{key}' or the end");
            }
        }
        return new FieldPath(steps);
    }

    /** The name as it stands in a path: in back ticks when it would not be read back otherwise. */
    static String quoted(String name) {
        boolean plain = !name.isEmpty() && name.chars().noneMatch(c -> ".[{`".indexOf(c) >= 0);
        return plain ? name : "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private boolean startsWildcard() {
        return text.startsWith("[", position) || text.startsWith("{", position);
    }

    private void wildcard() {
        if (!take(ELEMENT, Step.ELEMENT) && !take(MAP_VALUE, Step.MAP_VALUE) && !take(MAP_KEY, Step.MAP_KEY)) {
            throw wrong("expects '[*]', '{*}' or '{key}'");
        }
    }

    private boolean take(String token, Step step) {
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        steps.add(step);
        return true;
    }

    private void field() {
        String name = text.startsWith("`", position) ? quotedName() : plainName();
        steps.add(new Step.Field(name));
    }

    private String plainName() {
        int start = position;
        while (position < text.length() && ".[{".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (position == start) {
            throw wrong("expects a field name");
        }
        return text.substring(start, position);
    }

    private String quotedName() {
        StringBuilder name = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '`') {
                position++;
                return name.toString();
            }
            if (c == '\\' && position + 1 < text.length() && "\\`".indexOf(text.charAt(position + 1)) >= 0) {
                c = text.charAt(++position);
            }
            name.append(c);
        }
        throw wrong("has a back tick that is not closed");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Field path \"" + text + "\" " + what + " at position " + position
                + "; write e.g. address.street, `a.b`.c, items[*].x, labels{*}");
    }
}
