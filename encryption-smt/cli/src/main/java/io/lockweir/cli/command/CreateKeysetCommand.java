package io.lockweir.cli.command;

import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.keyset.SecretFile;
import io.lockweir.cli.output.Report;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a keyset file. */
@Command(
        name = "keyset",
        description = "Makes a Tink keyset of one fresh AES256_GCM key in a new file that only its owner can read.",
        footer = "The file is the secret: whoever has it reads everything. Keep a copy where you keep such things.")
final class CreateKeysetCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "The new file; an existing one is never replaced.")
    private @Nullable Path file;

    @Override
    Report run() {
        Path path = Arguments.given(file);
        KeysetDocument keyset = KeysetDocument.create();
        new SecretFile(path).create(keyset.toSecretJson());
        ToolIdentity.audit().keysetChanged("create", keyset.keys().get(0).id());
        return Keysets.report(keyset).fact("file", "file", path.toString());
    }
}
