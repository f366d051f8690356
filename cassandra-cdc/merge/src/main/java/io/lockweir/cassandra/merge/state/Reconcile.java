package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;

/**
 * Which of two writes to the same place wins. Total and independent of the order of arrival and of the time of day: a cell that has
 * expired competes as it did before.
 *
 * <p>Source of the rules: {@code Cells.resolveRegular}, {@code LivenessInfo.supersedes} and {@code DeletionTime.supersedes} of Cassandra 4.1
 * and 5.0.
 */
final class Reconcile {

    private Reconcile() {}

    /** The cell that stays. The first of two equal ones. */
    static Cell cell(Cell first, Cell second) {
        if (first.timestamp() != second.timestamp()) {
            return first.timestamp() > second.timestamp() ? first : second;
        }
        boolean firstEnds = first.localDeletionTime() != Cell.NO_DELETION_TIME;
        boolean secondEnds = second.localDeletionTime() != Cell.NO_DELETION_TIME;
        if (firstEnds != secondEnds) {
            return firstEnds ? first : second;
        }
        if (firstEnds) {
            if (first.isExpiring() != second.isExpiring()) {
                return first.isExpiring() ? second : first;
            }
            if (first.localDeletionTime() != second.localDeletionTime()) {
                return first.localDeletionTime() > second.localDeletionTime() ? first : second;
            }
            if (first.ttl() != second.ttl()) {
                return first.ttl() < second.ttl() ? first : second;
            }
        }
        return first.value().compareTo(second.value()) >= 0 ? first : second;
    }

    /** The row marker that stays. The first of two equal ones. */
    static Liveness liveness(Liveness first, Liveness second) {
        return supersedes(second, first) ? second : first;
    }

    private static boolean supersedes(Liveness marker, Liveness other) {
        if (marker.timestamp() != other.timestamp()) {
            return marker.timestamp() > other.timestamp();
        }
        if (marker.isAssumed() != other.isAssumed()) {
            return other.isAssumed();
        }
        boolean over = marker.ttl() == Liveness.EXPIRED_TTL;
        if (over != (other.ttl() == Liveness.EXPIRED_TTL)) {
            return over;
        }
        if (marker.isExpiring() != other.isExpiring()) {
            return marker.isExpiring();
        }
        if (marker.localExpirationTime() != other.localExpirationTime()) {
            return marker.localExpirationTime() > other.localExpirationTime();
        }
        return marker.ttl() < other.ttl();
    }

    /** The deletion that stays. The first of two equal ones. */
    static Deletion deletion(Deletion first, Deletion second) {
        return supersedes(second, first) ? second : first;
    }

    static boolean supersedes(Deletion deletion, Deletion other) {
        if (deletion.isNone() || other.isNone()) {
            return !deletion.isNone() && other.isNone();
        }
        return deletion.timestamp() > other.timestamp()
                || (deletion.timestamp() == other.timestamp()
                        && deletion.localDeletionTime() > other.localDeletionTime());
    }
}
