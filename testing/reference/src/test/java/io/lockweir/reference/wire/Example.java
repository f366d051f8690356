package io.lockweir.reference.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One worked example as the page prints it: {@code name = value} per line, the bytes in hex, blanks ignored. */
record Example(Map<String, String> lines) {

    Example {
        lines = Map.copyOf(lines);
    }

    static Example parse(String block) {
        Map<String, String> lines = new LinkedHashMap<>();
        String last = "";
        for (String line : block.split("\n", -1)) {
            int equals = line.indexOf(" = ");
            if (equals >= 0) {
                last = line.substring(0, equals).strip();
                lines.put(last, line.substring(equals + 3).strip());
            } else if (!line.isBlank()) {
                lines.merge(last, line.strip(), String::concat); // a long value goes on below
            }
        }
        return new Example(lines);
    }

    boolean has(String name) {
        return lines.containsKey(name);
    }

    String text(String name) {
        return Objects.requireNonNull(lines.get(name), "The example has no line '" + name + "'");
    }

    byte[] bytes(String name) {
        return Bytes.hex(text(name));
    }

    int suite() {
        return bytes("suite")[0];
    }
}
