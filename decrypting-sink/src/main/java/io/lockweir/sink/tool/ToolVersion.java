package io.lockweir.sink.tool;

import picocli.CommandLine.IVersionProvider;

/** The version of the sink that the program came with. */
final class ToolVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return new String[] {"lockweir-tables " + (version == null ? "unknown" : version)};
    }
}
