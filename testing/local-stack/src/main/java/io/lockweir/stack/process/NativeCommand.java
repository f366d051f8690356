package io.lockweir.stack.process;

import java.io.IOException;

/** Runs a program that is not Java below {@link Supervised}, so that it ends with us, too. */
public final class NativeCommand {
    private NativeCommand() {}

    /** Runs the program that the arguments are, with its output as ours, and ends as it does. */
    public static void main(String[] command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        System.exit(process.waitFor());
    }
}
