package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Deletion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The range deletions of a partition: cuts in key order, and the deletion in force from each cut to the next. Before the first nothing is
 * deleted, and nothing behind the last. Where ranges overlap the newer deletion is kept, so equal knowledge is always equal cuts.
 *
 * @param cuts ascending; neighbours have different deletions
 */
public record RangeDeletions(List<Cut> cuts) {

    public static final RangeDeletions NONE = new RangeDeletions(List.of());

    /** From a key on (see {@code ClusteringOrder}) a deletion is in force, or {@link Deletion#NONE}. */
    public record Cut(Slice key, Deletion deletion) {}

    public RangeDeletions {
        cuts = List.copyOf(cuts);
    }

    public boolean isEmpty() {
        return cuts.isEmpty();
    }

    /** The deletion over a row's key, or {@link Deletion#NONE}. */
    public Deletion covering(Slice key) {
        int low = 0;
        int high = cuts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts.get(middle).key().compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Deletion.NONE : cuts.get(low - 1).deletion();
    }

    /** With one more range. Itself if older or equal deletions of it are all that there is. */
    RangeDeletions plus(KeyRange range, Deletion deletion) {
        if (range.isEmpty()) {
            return this;
        }
        List<Cut> merged = new ArrayList<>(cuts.size() + 2);
        Deletion under = Deletion.NONE;
        int i = 0;
        for (; i < cuts.size() && cuts.get(i).key().compareTo(range.from()) < 0; i++) {
            under = cuts.get(i).deletion();
            merged.add(cuts.get(i));
        }
        if (i == cuts.size() || !cuts.get(i).key().equals(range.from())) {
            append(merged, new Cut(range.from(), Reconcile.deletion(under, deletion)));
        }
        for (; i < cuts.size() && cuts.get(i).key().compareTo(range.to()) < 0; i++) {
            under = cuts.get(i).deletion();
            append(merged, new Cut(cuts.get(i).key(), Reconcile.deletion(under, deletion)));
        }
        if (i == cuts.size() || !cuts.get(i).key().equals(range.to())) {
            append(merged, new Cut(range.to(), under));
        }
        for (; i < cuts.size(); i++) {
            append(merged, cuts.get(i));
        }
        return merged.equals(cuts) ? this : new RangeDeletions(merged);
    }

    /** With each deletion replaced, {@link Deletion#NONE} to leave it out. */
    RangeDeletions map(UnaryOperator<Deletion> change) {
        List<Cut> mapped = new ArrayList<>(cuts.size());
        for (Cut cut : cuts) {
            append(mapped, new Cut(cut.key(), change.apply(cut.deletion())));
        }
        return mapped.equals(cuts) ? this : new RangeDeletions(mapped);
    }

    private static void append(List<Cut> cuts, Cut cut) {
        Deletion before =
                cuts.isEmpty() ? Deletion.NONE : cuts.get(cuts.size() - 1).deletion();
        if (!before.equals(cut.deletion())) {
            cuts.add(cut);
        }
    }
}
