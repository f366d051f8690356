package io.lockweir.cassandra.format.log;

import java.util.zip.CRC32;

/** CRC-32 over numbers, as the node takes it. */
final class Checksums {

    private Checksums() {}

    /** Four bytes, big endian. */
    static void update(CRC32 checksum, int number) {
        checksum.update(number >>> 24);
        checksum.update(number >>> 16);
        checksum.update(number >>> 8);
        checksum.update(number);
    }

    /** What stands in the sync marker at an offset of the file, whatever the marker points to. */
    static int ofMarker(long segment, int offset) {
        CRC32 checksum = new CRC32();
        update(checksum, (int) segment);
        update(checksum, (int) (segment >>> Integer.SIZE));
        update(checksum, offset);
        return (int) checksum.getValue();
    }
}
