package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Deletion;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes in which a partition's deletions are kept outside the heap.
 *
 * <pre>
 * deletions = version deletion count *( key deletion )   ; of the partition, then of each cut
 * version   = %x01
 * deletion  = %x00 / ( %x01 timestamp number )           ; none, or local deletion time behind the timestamp
 * key       = number octets                              ; length first
 * timestamp = 8 octets
 * number    = 1*10 octets                                ; seven bits each, lowest first
 * </pre>
 */
public final class DeletionsCodec {

    private static final int VERSION = 1;
    private static final int NONE = 0;
    private static final int PRESENT = 1;

    private DeletionsCodec() {}

    public static byte[] encode(PartitionDeletions deletions) {
        StateWriter out = new StateWriter();
        out.octet(VERSION);
        write(out, deletions.partition());
        out.number(deletions.ranges().cuts().size());
        for (RangeDeletions.Cut cut : deletions.ranges().cuts()) {
            out.bytes(cut.key());
            write(out, cut.deletion());
        }
        return out.toByteArray();
    }

    private static void write(StateWriter out, Deletion deletion) {
        if (deletion.isNone()) {
            out.octet(NONE);
            return;
        }
        out.octet(PRESENT);
        out.fixedLong(deletion.timestamp());
        out.number(deletion.localDeletionTime());
    }

    /**
     * Reads them. They refer to the bytes: nobody may change them.
     *
     * @throws StateFormatException if the bytes are of another version or cut off
     */
    public static PartitionDeletions decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        try {
            int version = in.octet();
            if (version != VERSION) {
                throw new StateFormatException("Kept deletions have the format version " + version + ", known is "
                        + VERSION + "; a newer release wrote them");
            }
            Deletion partition = read(in);
            int count = in.count();
            List<RangeDeletions.Cut> cuts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Slice key = in.bytes();
                cuts.add(new RangeDeletions.Cut(key, read(in)));
            }
            if (in.atEnd()) {
                return new PartitionDeletions(partition, new RangeDeletions(cuts));
            }
        } catch (IndexOutOfBoundsException e) {
            throw new StateFormatException("Kept deletions are cut off", e);
        }
        throw new StateFormatException("Kept deletions have bytes behind their end");
    }

    private static Deletion read(StateReader in) {
        return in.octet() == NONE ? Deletion.NONE : new Deletion(in.fixedLong(), in.number());
    }
}
