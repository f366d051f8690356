package io.lockweir.cassandra.format.schema;

import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads types as {@code system_schema} has them: {@code map<text, frozen<list<int>>>}, user types by name, {@code 'a.java.Class'}.
 *
 * <p>What stands inside a collection, tuple, user type or vector is frozen, whether or not the text says so.
 */
public final class CqlTypeParser {

    private final String text;
    private final Function<String, Optional<CqlType.UserDefined>> userTypes;
    private int at;

    private CqlTypeParser(String text, Function<String, Optional<CqlType.UserDefined>> userTypes) {
        this.text = text;
        this.userTypes = userTypes;
    }

    /**
     * The type that a text names.
     *
     * @param userTypes the user types of the keyspace by name, without quotes
     * @throws IllegalArgumentException if the text is no type, or names a user type that is not there
     */
    public static CqlType parse(String text, Function<String, Optional<CqlType.UserDefined>> userTypes) {
        CqlTypeParser parser = new CqlTypeParser(text, userTypes);
        CqlType type = parser.type(Frozen.NO);
        if (parser.peek() != 0) {
            throw parser.failure("an end");
        }
        return type;
    }

    private CqlType type(Frozen frozen) {
        if (peek() == '\'') {
            return new CqlType.Custom(quoted('\''));
        }
        if (peek() == '"') {
            return userType(quoted('"'), frozen);
        }
        String name = word();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "frozen" -> inBrackets(() -> type(Frozen.YES));
            case "list" -> inBrackets(() -> new CqlType.ListOf(type(Frozen.YES), frozen));
            case "set" -> inBrackets(() -> new CqlType.SetOf(type(Frozen.YES), frozen));
            case "map" -> inBrackets(() -> map(frozen));
            case "tuple" -> inBrackets(this::tuple);
            case "vector" -> inBrackets(this::vector);
            case "varchar" -> Native.TEXT;
            default -> nativeOrUserType(name, frozen);
        };
    }

    private CqlType map(Frozen frozen) {
        CqlType key = type(Frozen.YES);
        expect(',');
        return new CqlType.MapOf(key, type(Frozen.YES), frozen);
    }

    private CqlType tuple() {
        List<CqlType> components = new ArrayList<>();
        components.add(type(Frozen.YES));
        while (peek() == ',') {
            expect(',');
            components.add(type(Frozen.YES));
        }
        return new CqlType.Tuple(components);
    }

    private CqlType vector() {
        CqlType element = type(Frozen.YES);
        expect(',');
        return new CqlType.Vector(element, Integer.parseInt(word()));
    }

    private CqlType nativeOrUserType(String name, Frozen frozen) {
        for (Native type : Native.values()) {
            // CQL has no word for the type without values, so a user type may have its name.
            boolean isUserType = type == Native.EMPTY
                    && userTypes.apply(name.toLowerCase(Locale.ROOT)).isPresent();
            if (type.name().equalsIgnoreCase(name) && !isUserType) {
                return type;
            }
        }
        return userType(name.toLowerCase(Locale.ROOT), frozen);
    }

    private CqlType userType(String name, Frozen frozen) {
        CqlType.UserDefined type = userTypes
                .apply(name)
                .orElseThrow(() -> new IllegalArgumentException("no user type " + name + ", which " + text + " names"));
        return new CqlType.UserDefined(type.keyspace(), type.name(), type.fields(), frozen);
    }

    private interface Parts {
        CqlType parse();
    }

    private CqlType inBrackets(Parts parts) {
        expect('<');
        CqlType type = parts.parse();
        expect('>');
        return type;
    }

    private String word() {
        peek();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw failure("a name");
        }
        return text.substring(start, at);
    }

    /** A name between quotes, in which a doubled quote stands for one. */
    private String quoted(char quote) {
        StringBuilder name = new StringBuilder();
        expect(quote);
        while (true) {
            if (at == text.length()) {
                throw failure("a closing quote");
            }
            char next = text.charAt(at++);
            if (next != quote) {
                name.append(next);
            } else if (at < text.length() && text.charAt(at) == quote) {
                name.append(text.charAt(at++));
            } else {
                return name.toString();
            }
        }
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw failure(String.valueOf(expected));
        }
        at++;
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException failure(String expected) {
        return new IllegalArgumentException("expected " + expected + " at " + at + " of the type " + text);
    }
}
