package io.lockweir.cassandra.format.mutation;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** A list over an array that nobody changes: half the objects of {@code List.of} with its copy, on the hottest path there is. */
final class FixedList<E> extends AbstractList<E> implements RandomAccess {

    private final Object[] elements;

    private FixedList(Object[] elements) {
        this.elements = elements;
    }

    /** The first elements of an array, which may be used again afterwards. */
    static <E> List<E> copyOf(Object[] elements, int size) {
        return size == 0 ? List.of() : new FixedList<>(Arrays.copyOf(elements, size));
    }

    /** All elements of an array, which is taken over. */
    static <E> List<E> over(Object[] elements) {
        return elements.length == 0 ? List.of() : new FixedList<>(elements);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        return (E) elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
