package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.schema.Column;
import java.util.Comparator;

/** The columns of a row in the log's order: simple ones, then complex ones, each by the bytes of their names. */
enum ColumnOrder implements Comparator<Column> {
    INSTANCE;

    @Override
    public int compare(Column left, Column right) {
        if (left.isComplex() != right.isComplex()) {
            return left.isComplex() ? 1 : -1;
        }
        return byUtf8(left.name(), right.name());
    }

    /** UTF-8 orders by code point, UTF-16 does not: surrogates come behind all else. */
    private static int byUtf8(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? a - b : surrogate ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }
}
