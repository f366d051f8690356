package io.lockweir.cassandra.oracle.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.commitlog.CommitLogDescriptor;
import org.apache.cassandra.db.commitlog.CommitLogPosition;
import org.apache.cassandra.db.commitlog.CommitLogReadHandler;
import org.apache.cassandra.db.commitlog.CommitLogReader;
import org.apache.cassandra.io.util.File;

/** Writes a line for each mutation of a segment, and one for each error. */
final class OracleReader implements CommitLogReadHandler {

    private final Writer text;

    OracleReader(Writer text) {
        this.text = text;
    }

    void read(Path file) throws IOException {
        try {
            new CommitLogReader().readCommitLogSegment(
                    this, new File(file), CommitLogPosition.NONE, CommitLogReader.ALL_MUTATIONS, true);
        } catch (Exception | Error e) {
            text.write("error " + e.toString().replace('\n', ' ') + "\n");
        }
        text.write("end " + file.getFileName() + "\n");
    }

    @Override
    public boolean shouldSkipSegmentOnError(CommitLogReadException exception) throws IOException {
        error(exception);
        return true;
    }

    @Override
    public void handleUnrecoverableError(CommitLogReadException exception) throws IOException {
        error(exception);
    }

    private void error(CommitLogReadException exception) throws IOException {
        text.write("error " + exception.reason + " " + exception.permissible + " " + exception.getMessage().replace('\n', ' ') + "\n");
    }

    @Override
    public void handleMutation(Mutation mutation, int size, int entryLocation, CommitLogDescriptor descriptor) {
        try {
            text.write(OracleText.of(entryLocation, mutation));
            text.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
