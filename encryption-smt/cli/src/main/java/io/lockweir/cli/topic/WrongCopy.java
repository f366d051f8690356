package io.lockweir.cli.topic;

/** A record would not be in the target as it has to be. Names fields and data keys, never values. */
final class WrongCopy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongCopy(String message) {
        super(message);
    }
}
