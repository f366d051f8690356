package io.lockweir.cli;

import io.lockweir.cli.command.Commands;

/** The program. */
public final class LockweirKeys {
    private LockweirKeys() {}

    public static void main(String[] arguments) {
        System.exit(Commands.line().execute(arguments));
    }
}
