package io.lockweir.connect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.DataException;

/**
 * An inner converter or serializer failed. They quote what they could not convert, so nothing of its exception is passed on but the
 * classes and where they came from.
 */
public final class InnerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 16;

    private final boolean ofRecord;

    /**
     * Tells a failure without its text.
     *
     * @param kind what failed: converter, serializer or deserializer
     * @param action what it failed to do: read or write
     * @param inner the name of its class
     */
    public InnerFailure(String kind, String action, String inner, RuntimeException failure) {
        super("The inner " + kind + " " + inner + " failed to " + action + ": " + described(failure)
                + ". Its own text may quote the record and is not shown; try the record with the inner " + kind
                + " alone.");
        this.ofRecord = isOfRecord(failure);
    }

    /** Whether only this record is at fault, as far as its exception tells. */
    public boolean ofRecord() {
        return ofRecord;
    }

    /** A registry that can't be reached is nothing a record is to blame for, whatever it is wrapped into. */
    private static boolean isOfRecord(RuntimeException failure) {
        boolean data = failure instanceof DataException || failure instanceof SerializationException;
        return data && causes(failure).stream().noneMatch(InnerFailure::ofNetwork);
    }

    private static boolean ofNetwork(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof org.apache.kafka.common.errors.TimeoutException
                || cause.getClass().getPackageName().startsWith("java.net");
    }

    private static String described(Throwable failure) {
        List<String> classes = causes(failure).stream()
                .map(cause -> cause.getClass().getName())
                .toList();
        StackTraceElement[] trace = failure.getStackTrace();
        return String.join(", caused by ", classes) + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure;
                each != null && causes.size() < MAX_CAUSES && seen.add(each);
                each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }
}
