package io.lockweir.cassandra.connector.convergence;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CQL literals, few of each type, so that writes meet. */
final class RandomValues {
    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    String some(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String number() {
        return String.valueOf(random.nextInt(6) - 3);
    }

    String text() {
        return some("''", "'a'", "'ab'", "'b€😀'");
    }

    String pair() {
        return "{x: " + nullOr(this::number) + ", y: " + text() + "}";
    }

    String nullOr(Supplier<String> value) {
        return random.nextInt(5) == 0 ? "null" : value.get();
    }

    /** Elements between brackets, none at times. */
    String several(String open, Supplier<String> element, String close) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> element.get())
                .collect(Collectors.joining(", ", open, close));
    }

    String time() {
        return some("0", "-1", "1500000000001", "'2026-11-23T08:00:00.123Z'");
    }

    String address() {
        return some("'127.0.0.1'", "'10.0.0.255'", "'::1'", "'2001:db8::ff'");
    }

    /** A literal of a column of the table of types. */
    String of(String column) {
        return switch (column) {
            case "a" -> some("''", "'x'", "'y z'");
            case "b" -> some("0x", "0x00", "0x01ff80");
            case "c" -> some("true", "false");
            case "d" -> some("-128", "0", "127");
            case "e" -> some("-32768", "0", "32767");
            case "f" -> some("-9223372036854775808", "0", "9223372036854775807");
            case "g" -> some("0", "-1", "123456789012345678901234567890");
            case "h" -> some("0", "1.50", "1.5", "-0.000001", "1E+30", "123456789.123456789123456789");
            case "i" -> some("0.1", "-0.0", "3.4028235E38", "NaN", "-Infinity");
            case "l" -> some("0.1", "-0.0", "4.9E-324", "NaN", "Infinity");
            case "m" -> some("'1970-01-01'", "'-5877641-06-23'", "'2026-11-23'");
            case "n" -> some("'00:00:00'", "'23:59:59.999999999'", "'08:09:10.000000001'");
            case "o" -> time();
            case "q" -> some("50554d6e-29bb-11e5-b345-feff819cdc9f", "00000000-0000-1000-8080-808080808080");
            case "r" -> some("50554d6e-29bb-41e5-b345-feff819cdc9f", "ffffffff-ffff-4fff-bfff-ffffffffffff");
            case "s" -> address();
            case "t" -> some("1mo2d3ns", "-1mo2d3ns".replace("1mo2d3ns", "2y3mo4d5h6m7s"), "0s");
            case "v" -> some("[1.0, -0.5, 0.0]", "[0.1, 0.2, 0.3]");
            case "w" ->
                "(" + nullOr(this::number) + ", " + nullOr(this::text) + ", " + several("{", this::number, "}") + ")";
            case "x" -> "{" + number() + ": " + several("[", this::text, "]") + "}";
            case "y" -> pair();
            case "z" -> "{" + pair() + ", " + pair() + "}";
            default -> throw new IllegalArgumentException(column);
        };
    }

    /** Of a node that has vectors. */
    static List<String> withVectors() {
        return Stream.concat(COLUMNS.stream(), Stream.of("v")).toList();
    }

    /** Columns of the table of types. */
    static final List<String> COLUMNS = List.of(
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "l", "m", "n", "o", "q", "r", "s", "t", "w", "x", "y", "z");
}
