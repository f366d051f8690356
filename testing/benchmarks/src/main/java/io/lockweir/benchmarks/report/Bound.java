package io.lockweir.benchmarks.report;

import java.util.Locale;

/** What is wanted of a result's value. */
public record Bound(Kind kind, double limit) {
    /** On which side of the limit. */
    public enum Kind {
        NONE,
        AT_MOST,
        AT_LEAST
    }

    /** Nothing is wanted: a number to look at. */
    public static final Bound NONE = new Bound(Kind.NONE, 0);

    public static Bound atMost(double limit) {
        return new Bound(Kind.AT_MOST, limit);
    }

    public static Bound atLeast(double limit) {
        return new Bound(Kind.AT_LEAST, limit);
    }

    /** The bound in words of the table; empty if there is none. */
    String text() {
        return switch (kind) {
            case NONE -> "";
            case AT_MOST -> "<= " + number();
            case AT_LEAST -> ">= " + number();
        };
    }

    /** PASS, or on which side the value is wrong; empty if there is no bound. */
    String verdict(double value) {
        return switch (kind) {
            case NONE -> "";
            case AT_MOST -> value <= limit ? "PASS" : "over";
            case AT_LEAST -> value >= limit ? "PASS" : "under";
        };
    }

    private String number() {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : String.format(Locale.ROOT, "%s", limit);
    }
}
