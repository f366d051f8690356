package io.lockweir.encryption.audit;

import io.lockweir.encryption.audit.AuditEvent.Field;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One line of JSON, all ASCII: names of scopes and labels come from records that anybody may have written, and must neither end a line
 * nor hide one.
 */
final class AuditLine {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final StringBuilder text = new StringBuilder(200);

    AuditLine(Instant time, AuditEvent event, String principal) {
        put(Field.TIME, TIME.format(time));
        put(Field.EVENT, event.label());
        put(Field.PRINCIPAL, principal);
    }

    AuditLine put(Field field, String value) {
        name(field).append(quoted(value));
        return this;
    }

    AuditLine put(Field field, List<String> values) {
        name(field).append(values.stream().map(AuditLine::quoted).collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    AuditLine put(Field field, long value) {
        name(field).append(value);
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private StringBuilder name(Field field) {
        return text.append(text.isEmpty() ? "{" : ",")
                .append(quoted(field.label()))
                .append(':');
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
