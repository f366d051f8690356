package io.lockweir.cassandra.format.schema;

import java.util.List;

/**
 * A CQL type. That a clustering column is in descending order is a fact of the column, not of its type.
 *
 * <p>Source: <a href="https://cassandra.apache.org/doc/5.0/cassandra/developing/cql/types.html">CQL data types</a>.
 */
public sealed interface CqlType {

    /** {@link #fixedLength} of a type whose values may have any length. */
    int VARIABLE_LENGTH = -1;

    /**
     * How many bytes each value that is not empty has, or {@link #VARIABLE_LENGTH}: the latter are written behind their length. Not all
     * types of one size are fixed for Cassandra: {@code tinyint}, {@code smallint}, {@code date} and {@code time} are not.
     */
    default int fixedLength() {
        return VARIABLE_LENGTH;
    }

    /** Whether each element is a cell of its own, with its own timestamp: collections and user types that are not frozen. */
    default boolean isMultiCell() {
        return false;
    }

    /** {@code list}: a cell's path is a time UUID, its value the element. */
    record ListOf(CqlType element, Frozen frozen) implements CqlType {
        @Override
        public boolean isMultiCell() {
            return frozen == Frozen.NO;
        }
    }

    /** {@code set}: a cell's path is the element, its value is empty. */
    record SetOf(CqlType element, Frozen frozen) implements CqlType {
        @Override
        public boolean isMultiCell() {
            return frozen == Frozen.NO;
        }
    }

    /** {@code map}: a cell's path is the key, its value the value. */
    record MapOf(CqlType key, CqlType value, Frozen frozen) implements CqlType {
        @Override
        public boolean isMultiCell() {
            return frozen == Frozen.NO;
        }
    }

    /** {@code tuple}: always frozen. A value may have fewer components than the type. */
    record Tuple(List<CqlType> components) implements CqlType {
        public Tuple {
            components = List.copyOf(components);
        }
    }

    /** A user-defined type: a cell's path is the field's number in two bytes. A value may have fewer fields than the type. */
    record UserDefined(String keyspace, String name, List<Field> fields, Frozen frozen) implements CqlType {
        public UserDefined {
            fields = List.copyOf(fields);
        }

        @Override
        public boolean isMultiCell() {
            return frozen == Frozen.NO;
        }
    }

    record Field(String name, CqlType type) {}

    /** {@code vector}, of Cassandra 5.0: exactly {@code dimension} elements, none null. */
    record Vector(CqlType element, int dimension) implements CqlType {
        public Vector {
            if (dimension < 1) {
                throw new IllegalArgumentException("a vector of dimension " + dimension);
            }
        }

        @Override
        public int fixedLength() {
            return element.fixedLength() == VARIABLE_LENGTH ? VARIABLE_LENGTH : element.fixedLength() * dimension;
        }
    }

    /** A type given by the name of its Java class on the node. Its values are opaque, and taken to be of variable length. */
    record Custom(String className) implements CqlType {}

    /** Types without parts. */
    enum Native implements CqlType {
        ASCII,
        TEXT,
        BLOB,
        BOOLEAN(1),
        TINYINT,
        SMALLINT,
        INT(4),
        BIGINT(8),
        VARINT,
        DECIMAL,
        FLOAT(4),
        DOUBLE(8),
        DATE,
        TIME,
        TIMESTAMP(8),
        TIMEUUID(16),
        UUID(16),
        INET,
        DURATION,
        /** Values are the shards of the counter, not its total. */
        COUNTER,
        /** Of tables made with {@code COMPACT STORAGE}: every value is empty. */
        EMPTY(0);

        private final int fixedLength;

        Native() {
            this(VARIABLE_LENGTH);
        }

        Native(int fixedLength) {
            this.fixedLength = fixedLength;
        }

        @Override
        public int fixedLength() {
            return fixedLength;
        }
    }

    /** Whether a collection or user type is one value, or one cell an element. Inside another type all are frozen. */
    enum Frozen {
        YES,
        NO
    }
}
