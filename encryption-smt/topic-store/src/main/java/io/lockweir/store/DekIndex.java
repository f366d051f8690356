package io.lockweir.store;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.CompactTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the records of an id stand, oldest first: positions in at most {@value #BYTES_PER_RECORD} bytes a record, so that years of daily keys of many writers
 * stay affordable. Domain keys, which are few, are listed by their domain.
 */
final class DekIndex {
    static final int BYTES_PER_RECORD = 48;
    private static final int OFFSET_BITS = 48;

    /** Where a record stands. */
    record At(int partition, long offset) {}

    private final CompactTable places = new CompactTable(1);
    private final Map<Scope.Join, List<At>> domains = new HashMap<>();

    synchronized void add(DekRecord record, At at) {
        ByteBuffer id = ByteBuffer.wrap(record.id().toBytes());
        long high = id.getLong();
        long low = id.getLong();
        long nth = 0;
        // The n-th record of an id stands under an id that is n higher.
        while (places.find(high + nth, low) >= 0) {
            nth++;
        }
        places.put(high + nth, low, (long) at.partition() << OFFSET_BITS | at.offset());
        if (record.scope() instanceof Scope.Join join) {
            domains.computeIfAbsent(join, absent -> new ArrayList<>()).add(at);
        }
    }

    synchronized List<At> find(DekId wanted) {
        ByteBuffer id = ByteBuffer.wrap(wanted.toBytes());
        long high = id.getLong();
        long low = id.getLong();
        List<At> found = new ArrayList<>();
        for (long place = places.find(high, low); place >= 0; place = places.find(high + found.size(), low)) {
            long packed = places.value(place, 0);
            found.add(new At((int) (packed >>> OFFSET_BITS), packed & (1L << OFFSET_BITS) - 1));
        }
        return found;
    }

    synchronized List<At> domain(Scope.Join scope) {
        return List.copyOf(domains.getOrDefault(scope, List.of()));
    }

    synchronized long bytes() {
        return places.bytes();
    }
}
