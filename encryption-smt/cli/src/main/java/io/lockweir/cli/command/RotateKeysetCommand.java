package io.lockweir.cli.command;

import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.keyset.SecretFile;
import io.lockweir.cli.output.Report;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extends, promotes, disables. */
@Command(
        name = "keyset",
        description =
                "Rotates a keyset in two steps, so that no reader ever meets a key it has not: first --add and bring the file to "
                        + "every reader and writer, then --promote and bring it to the writers.",
        footer = "Join domains keep the first enabled key: disabling it makes their old and new ciphertexts differ.")
final class RotateKeysetCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "The keyset; replaced in one step.")
    private @Nullable Path file;

    @ArgGroup(multiplicity = "1")
    private @Nullable Change change;

    /** One of the three. */
    static final class Change {
        @Option(names = "--add", description = "Add a fresh enabled key that does not encrypt yet.")
        @SuppressWarnings("UnusedVariable") // one of the three is given: it is this one when the others are not
        private boolean add;

        @Option(names = "--promote", paramLabel = "KEY", description = "Let this enabled key encrypt.")
        private @Nullable String promote;

        @Option(
                names = "--disable",
                paramLabel = "KEY",
                description = "Switch a key off: what it encrypted can't be read any more, as long as it is off.")
        private @Nullable String disable;

        KeysetDocument applied(KeysetDocument keyset) {
            if (promote != null) {
                return keyset.withPrimary(promote);
            }
            return disable == null ? keyset.withAddedKey() : keyset.withDisabled(disable);
        }

        void audit(KeysetDocument changed) {
            if (promote != null) {
                ToolIdentity.audit().keysetChanged("promote", promote);
            } else if (disable != null) {
                ToolIdentity.audit().keysetChanged("disable", disable);
            } else {
                ToolIdentity.audit()
                        .keysetChanged(
                                "add",
                                changed.keys().get(changed.keys().size() - 1).id());
            }
        }
    }

    @Override
    Report run() {
        SecretFile secret = new SecretFile(Arguments.given(file));
        KeysetDocument changed = KeysetDocument.parse(secret.update(json ->
                Arguments.given(change).applied(KeysetDocument.parse(json)).toSecretJson()));
        Arguments.given(change).audit(changed);
        return Keysets.report(changed);
    }
}
