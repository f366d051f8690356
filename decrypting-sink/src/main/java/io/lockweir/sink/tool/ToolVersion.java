package io.lockweir.sink.tool;

import picocli.CommandLine.IVersionProvider;

/** The version of the sink that the program came with. */
final class ToolVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return of("lockweir-tables");
    }

    private static String[] of(String program) {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return new String[] {program + " " + (version == null ? "unknown" : version)};
    }

    /** The same for the other program. */
    static final class OfReconcile implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return of("lockweir-reconcile");
        }
    }
}
