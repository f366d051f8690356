package io.lockweir.cassandra.format.oracle;

import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** CQL types of every kind, nested. */
final class RandomTypes {

    private static final List<Native> SIMPLE = List.of(Native.values()).stream()
            .filter(type -> type != Native.COUNTER && type != Native.EMPTY)
            .toList();

    private final Random random;
    private final boolean vectors;
    private final String keyspace;
    private final List<CqlType.UserDefined> userTypes = new ArrayList<>();

    RandomTypes(Random random, boolean vectors, String keyspace) {
        this.random = random;
        this.vectors = vectors;
        this.keyspace = keyspace;
        for (int i = 0; i < 5; i++) {
            List<Field> fields = new ArrayList<>();
            int size = 1 + random.nextInt(5);
            for (int j = 0; j < size; j++) {
                fields.add(new Field("field" + j, nested(2)));
            }
            userTypes.add(new CqlType.UserDefined(keyspace, "type" + i, fields, Frozen.NO));
        }
    }

    List<CqlType.UserDefined> userTypes() {
        return List.copyOf(userTypes);
    }

    static List<Native> simple() {
        return SIMPLE;
    }

    /** Of a key: no durations anywhere. */
    CqlType key() {
        CqlType type = random.nextInt(5) == 0 ? nested(1) : SIMPLE.get(random.nextInt(SIMPLE.size()));
        return holdsDuration(type) ? Native.TIMEUUID : type;
    }

    /** Of a static or regular column. */
    CqlType column() {
        Frozen frozen = random.nextInt(3) == 0 ? Frozen.YES : Frozen.NO;
        return switch (random.nextInt(10)) {
            case 0, 1 -> new CqlType.ListOf(nested(2), frozen);
            case 2, 3 -> new CqlType.SetOf(key(), frozen);
            case 4, 5 -> new CqlType.MapOf(key(), nested(2), frozen);
            case 6 -> user(frozen);
            case 7 -> nested(3);
            default -> SIMPLE.get(random.nextInt(SIMPLE.size()));
        };
    }

    private CqlType nested(int depth) {
        if (depth == 0) {
            return SIMPLE.get(random.nextInt(SIMPLE.size()));
        }
        return switch (random.nextInt(9)) {
            case 0 -> new CqlType.ListOf(nested(depth - 1), Frozen.YES);
            case 1 -> new CqlType.SetOf(key(), Frozen.YES);
            case 2 -> new CqlType.MapOf(key(), nested(depth - 1), Frozen.YES);
            case 3 -> new CqlType.Tuple(List.of(nested(depth - 1), nested(depth - 1)));
            case 4 -> userTypes.isEmpty() ? nested(depth - 1) : user(Frozen.YES);
            case 5 -> vectors ? new CqlType.Vector(nested(depth - 1), 1 + random.nextInt(4)) : nested(depth - 1);
            default -> nested(0);
        };
    }

    private CqlType user(Frozen frozen) {
        CqlType.UserDefined type = userTypes.get(random.nextInt(userTypes.size()));
        return new CqlType.UserDefined(keyspace, type.name(), type.fields(), frozen);
    }

    private static boolean holdsDuration(CqlType type) {
        return type.toString().contains("DURATION");
    }
}
