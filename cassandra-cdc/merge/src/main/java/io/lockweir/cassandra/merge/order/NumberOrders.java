package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Numbers of any size. {@code decimal} is a scale in four bytes and an unscaled {@code varint}. */
final class NumberOrders {

    private static final int NEGATIVE = 0;
    private static final int ZERO = 1;
    private static final int POSITIVE = 2;

    private NumberOrders() {}

    static void integer(Slice value, KeyWriter key) {
        byte[] bytes = new BigInteger(value.toByteArray()).toByteArray();
        boolean negative = bytes[0] < 0;
        key.putInt((negative ? -bytes.length : bytes.length) ^ Integer.MIN_VALUE);
        key.put(bytes[0] ^ 0x80);
        key.putFixed(Slice.of(bytes), 1);
    }

    /** Sign, the power of ten of the first digit, the digits without trailing zeros; the latter two turned around below zero. */
    static void decimal(Slice value, KeyWriter key) {
        int scale = value.intAt(0);
        BigInteger unscaled = new BigInteger(
                value.slice(Integer.BYTES, value.length() - Integer.BYTES).toByteArray());
        int sign = unscaled.signum();
        if (sign == 0) {
            key.put(ZERO);
            return;
        }
        key.put(sign < 0 ? NEGATIVE : POSITIVE);
        int start = key.size();
        String digits = new BigDecimal(unscaled.abs()).toPlainString();
        key.putLong(((long) digits.length() - scale) ^ Long.MIN_VALUE);
        key.putTerminated(Slice.of(withoutTrailingZeros(digits).getBytes(StandardCharsets.US_ASCII)));
        if (sign < 0) {
            key.invertFrom(start);
        }
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
