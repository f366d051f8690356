package io.lockweir.cassandra.format.log;

/**
 * How much of a segment may be read now, which only the caller knows.
 *
 * @param sealed whether the node is done with the segment: it has a newer one, or its index says so, or it stopped. What is torn in a sealed
 *     segment is broken; in a live one it is not there yet
 * @param durableEnd no entry that ends behind this offset is read
 */
public record Extent(boolean sealed, int durableEnd) {

    /** Up to the end of the marker chain, which may grow. */
    public static final Extent LIVE = new Extent(false, Integer.MAX_VALUE);

    /** Up to the end of the marker chain, which is final. */
    public static final Extent SEALED = new Extent(true, Integer.MAX_VALUE);

    /** Up to what is on disk according to the index, and never beyond the marker chain. */
    public static Extent durable(CdcIndex index) {
        return new Extent(false, index.offset());
    }
}
