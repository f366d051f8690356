package io.lockweir.sink.record.convert;

import java.util.Locale;

/** Names in lower case, their words joined by an underscore: {@code customerId} and {@code HTTPStatus} are such. */
final class SnakeCase {
    private SnakeCase() {}

    static String of(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                snake.append('_');
                continue;
            }
            if (startsWord(name, i)) {
                snake.append('_');
            }
            snake.append(c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    /** An upper-case letter behind a lower-case one or a digit, or the last one of several before a lower-case one. */
    private static boolean startsWord(String name, int i) {
        if (i == 0 || !Character.isUpperCase(name.charAt(i)) || !Character.isLetterOrDigit(name.charAt(i - 1))) {
            return false;
        }
        return !Character.isUpperCase(name.charAt(i - 1))
                || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
    }
}
