package io.lockweir.connect;

/** Where an exception came from, told without its message, which may hold a value. */
public final class FailureOrigin {
    private FailureOrigin() {}

    public static String of(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
