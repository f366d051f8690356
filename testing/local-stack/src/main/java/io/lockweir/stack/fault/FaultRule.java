package io.lockweir.stack.fault;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault for the n-th matching request, or from the n-th on. Tells whether it happened. */
public final class FaultRule {
    private final Predicate<ProxiedRequest> predicate;
    private final Fault fault;
    private final int first;
    private final int last;
    private final AtomicInteger matched = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();

    FaultRule(Predicate<ProxiedRequest> predicate, Fault fault, int first, int last) {
        if (first < 1) {
            throw new IllegalArgumentException("requests are counted from 1");
        }
        this.predicate = Objects.requireNonNull(predicate);
        this.fault = Objects.requireNonNull(fault);
        this.first = first;
        this.last = last;
    }

    Fault fault() {
        return fault;
    }

    /** Counts a matching request; whether this is one that the fault is for. */
    boolean takes(ProxiedRequest request) {
        if (!predicate.test(request)) {
            return false;
        }
        int number = matched.incrementAndGet();
        if (number < first || number > last) {
            return false;
        }
        fired.incrementAndGet();
        return true;
    }

    /** Matching requests since the rule was set, the faulty ones included. */
    public int matched() {
        return matched.get();
    }

    /** How often the fault happened. */
    public int fired() {
        return fired.get();
    }
}
