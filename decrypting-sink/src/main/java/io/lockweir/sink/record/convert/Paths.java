package io.lockweir.sink.record.convert;

import io.lockweir.encryption.path.FieldPath;

/** Text forms of field paths, in the syntax of the policies: {@link FieldPath}. */
public final class Paths {
    private Paths() {}

    /** The path of a field of the structure at {@code parent}, which is empty for the row. */
    public static String field(String parent, String name) {
        String quoted = FieldPath.of(name).toString();
        return parent.isEmpty() ? quoted : parent + "." + quoted;
    }

    /** Whether the field is the one at {@code path}, or inside it. */
    static boolean within(String path, String field) {
        return field.startsWith(path)
                && (field.length() == path.length() || ".[{".indexOf(field.charAt(path.length())) >= 0);
    }

    static String element(String parent) {
        return parent + "[*]";
    }

    static String mapValue(String parent) {
        return parent + "{*}";
    }

    static String mapKey(String parent) {
        return parent + "{key}";
    }
}
