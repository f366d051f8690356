package io.lockweir.sink.commit;

import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.jspecify.annotations.Nullable;

/** What happens to the next commits of a table, whoever sends them. */
public final class Faults {

    /** What happens to one commit. */
    public enum Fault {
        /** Applied, and the answer is lost or says otherwise. */
        APPLIED,
        /** Never arrives. */
        LOST,
        /** Arrives later, when {@link #land} is called. */
        LATE
    }

    private record Planned(Fault fault, RuntimeException answer) {}

    private record Late(TableOperations operations, TableMetadata base, TableMetadata metadata) {}

    private final Queue<Planned> plan = new ConcurrentLinkedQueue<>();
    private final Deque<Late> late = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable Runnable> before = new AtomicReference<>();

    /** The next commit without a plan goes wrong like this. */
    public void next(Fault fault, RuntimeException answer) {
        plan.add(new Planned(fault, answer));
    }

    /** What was planned does not happen. */
    public void clear() {
        plan.clear();
    }

    /** Something that happens between the preparation of the next commit and its arrival. */
    public void beforeNext(Runnable action) {
        before.set(action);
    }

    /** The oldest late commit arrives, if there is one; too late perhaps, and then the catalog refuses it. */
    public void land() {
        Late commit = late.poll();
        if (commit != null) {
            try {
                commit.operations().commit(commit.base(), commit.metadata());
            } catch (CommitFailedException e) {
                // Nobody waits for the answer.
            }
        }
    }

    void commit(TableOperations operations, TableMetadata base, TableMetadata metadata) {
        Runnable action = before.getAndSet(null);
        if (action != null) {
            action.run();
        }
        Planned planned = plan.poll();
        if (planned == null) {
            operations.commit(base, metadata);
            return;
        }
        if (planned.fault() == Fault.APPLIED) {
            operations.commit(base, metadata);
        } else if (planned.fault() == Fault.LATE) {
            late.add(new Late(operations, base, metadata));
        }
        throw planned.answer();
    }
}
