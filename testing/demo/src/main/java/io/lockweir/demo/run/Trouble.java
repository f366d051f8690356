package io.lockweir.demo.run;

/**
 * What is done to the servers under load.
 *
 * @param count how often
 */
public record Trouble(Kind kind, int count) {
    /** Which faults are chosen from. */
    public enum Kind {
        /** SIGKILL of the one Connect worker. */
        KILLS,
        /** Any {@link Fault}, on two workers of one cluster. */
        CHAOS
    }

    public static final Trouble NONE = kills(0);

    public Trouble {
        if (count < 0) {
            throw new IllegalArgumentException((kind == Kind.KILLS ? "--kill" : "--chaos") + " must not be negative");
        }
    }

    public static Trouble kills(int count) {
        return new Trouble(Kind.KILLS, count);
    }

    public static Trouble chaos(int count) {
        return new Trouble(Kind.CHAOS, count);
    }

    /** A server that dies needs another to take over from it. */
    public int workers() {
        return kind == Kind.CHAOS && count > 0 ? 2 : 1;
    }
}
