package io.lockweir.cli.output;

/** The exit codes, the same for every command. */
public enum ExitCode {
    /** Done, and nothing was found wrong. */
    OK(0),
    /** Something was found wrong, or could not be done now. */
    FINDING(1),
    /** Options or configuration are wrong. */
    USAGE(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the process returns. */
    public int number() {
        return number;
    }
}
