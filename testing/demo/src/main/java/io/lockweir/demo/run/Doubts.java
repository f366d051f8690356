package io.lockweir.demo.run;

import io.lockweir.demo.bank.RowImage;
import io.lockweir.demo.proof.Fingerprint;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A second look at differences, for whoever has to find their cause: which changes, how often, which columns. No values. */
final class Doubts {
    private static final int EXAMPLES = 10;

    private Doubts() {}

    static List<String> of(Set<Fingerprint> disputed, Sides sides) throws SQLException, IOException {
        Set<Fingerprint> few = new HashSet<>(disputed.stream().limit(EXAMPLES).toList());
        Map<String, List<RowImage>> audited = new TreeMap<>();
        Map<String, List<RowImage>> found = new TreeMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        sides.expected((operation, image) -> collect(few, audited).accept(operation, image));
        sides.found((operation, image, row) -> {
            collect(few, found).accept(operation, image);
            places.merge(
                    image.identity(operation),
                    row.row().getField("_topic") + "-" + row.row().getField("_kafka_partition") + "@"
                            + row.row().getField("_offset"),
                    (a, b) -> a + "," + b);
        });
        Set<String> identities = new HashSet<>(audited.keySet());
        identities.addAll(found.keySet());
        List<String> lines = new ArrayList<>();
        for (String identity : identities) {
            List<RowImage> here = audited.getOrDefault(identity, List.of());
            List<RowImage> there = found.getOrDefault(identity, List.of());
            String columns = here.isEmpty() || there.isEmpty()
                    ? ""
                    : " differing in " + here.get(0).differences(there.get(0));
            lines.add("%s: %d in the audit, %d in the lake%s %s"
                    .formatted(identity, here.size(), there.size(), columns, places.getOrDefault(identity, "")));
        }
        return lines;
    }

    private static BiConsumer<String, RowImage> collect(Set<Fingerprint> wanted, Map<String, List<RowImage>> into) {
        return (operation, image) -> {
            if (wanted.contains(image.change(operation).identity())) {
                into.computeIfAbsent(image.identity(operation), identity -> new ArrayList<>())
                        .add(image);
            }
        };
    }
}
