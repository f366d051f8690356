package io.lockweir.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The local stack from the command line: starts, prints the addresses, and waits for the end of standard input or a signal. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        description = "Starts the local stack, prints its addresses and runs until standard input ends or Ctrl-C.")
public final class StackMain implements Callable<Integer> {
    @Option(names = "--plugins", description = "Folder of a Connect plugin, or its zip; may be repeated")
    private List<Path> plugins = List.of();

    @Option(names = "--work", description = "Folder for data and logs (default: a new one below target/stack)")
    private Path work = Path.of("");

    @Option(names = "--connect", description = "Version of the worker: ${COMPLETION-CANDIDATES} (default: V4_3)")
    private ConnectVersion connect = ConnectVersion.V4_3;

    @Option(names = "--faulty-catalog", description = "Put the faulty proxy before the catalog")
    private boolean faultyCatalog;

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new StackMain());
        commandLine.setExecutionExceptionHandler((problem, line, parsed) -> {
            System.err.println(problem.getMessage());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        LocalStack.Builder builder = LocalStack.builder()
                .withPostgres()
                .withKafka()
                .withRegistry()
                .withCatalog(faultyCatalog ? CatalogOptions.DEFAULT.faultyProxy() : CatalogOptions.DEFAULT)
                .withConnect(ConnectOptions.of(connect, plugins.toArray(Path[]::new)));
        if (!work.toString().isEmpty()) {
            builder.work(work);
        }
        try (LocalStack stack = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            System.out.print(stack.environment().printable());
            System.out.println("connect " + stack.connect().restUrl());
            System.out.println("logs and data " + stack.work());
            while (System.in.read() >= 0) {
                // Runs until the end of input.
            }
        }
        return 0;
    }
}
