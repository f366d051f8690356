package io.lockweir.sink.commit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Slices of one table that wait for their decision, in order of submission. Thread-safe; listeners run unlocked. */
final class SliceQueue {

    private static final class Entry {
        final Slice slice;
        final Consumer<SliceResult> listener;
        boolean sent;

        Entry(Slice slice, Consumer<SliceResult> listener) {
            this.slice = slice;
            this.listener = listener;
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean running;

    /** Returns whether a round must be scheduled, since none is. */
    synchronized boolean add(Slice slice, Consumer<SliceResult> listener) {
        entries.put(slice.id(), new Entry(slice, listener));
        boolean start = !running;
        running = true;
        return start;
    }

    /** Returns whether a round must be scheduled for no slice, since none is. */
    synchronized boolean begin() {
        boolean start = !running;
        running = true;
        return start;
    }

    /**
     * To be asked at the end of a round: whether another one must follow.
     *
     * @param more whether there is more to do than slices tell
     */
    synchronized boolean again(boolean more) {
        running = more || !entries.isEmpty();
        return running;
    }

    synchronized List<Slice> waiting() {
        return entries.values().stream().map(entry -> entry.slice).toList();
    }

    synchronized boolean sent(String id) {
        Entry entry = entries.get(id);
        return entry != null && entry.sent;
    }

    /** The point of no return. Returns false if one of the slices was cancelled meanwhile. */
    synchronized boolean markSent(Set<String> ids) {
        if (!entries.keySet().containsAll(ids)) {
            return false;
        }
        entries.values().stream()
                .filter(entry -> ids.contains(entry.slice.id()))
                .forEach(entry -> entry.sent = true);
        return true;
    }

    /** Ends a slice. Returns the slice, or nothing if it was ended before. */
    List<Slice> settle(String id, SliceResult result) {
        Entry entry;
        synchronized (this) {
            entry = entries.remove(id);
        }
        if (entry == null) {
            return List.of();
        }
        entry.listener.accept(result);
        return List.of(entry.slice);
    }

    /** Ends all slices of a task instance. Returns those never sent, whose files nobody will ever need. */
    List<Slice> cancel(String task) {
        List<Entry> cancelled = new ArrayList<>();
        synchronized (this) {
            entries.values().stream()
                    .filter(entry -> entry.slice.task().equals(task))
                    .forEach(cancelled::add);
            cancelled.forEach(entry -> entries.remove(entry.slice.id()));
        }
        cancelled.forEach(entry -> entry.listener.accept(new SliceResult.Cancelled()));
        return cancelled.stream()
                .filter(entry -> !entry.sent)
                .map(entry -> entry.slice)
                .toList();
    }
}
