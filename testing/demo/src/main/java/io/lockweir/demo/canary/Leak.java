package io.lockweir.demo.canary;

/** A canary where it must not be. Names the place and the field, never the value. */
public record Leak(String place, String field, String form) {
    @Override
    public String toString() {
        return field + " as " + form + " in " + place;
    }
}
