package io.lockweir.encryption;

import io.lockweir.encryption.keys.Scope;
import java.util.List;

/** What a data key for encrypting is chosen by: its scope, and the labels of the key-encryption keys that wrap it. */
record EncryptionKeyChoice(Scope scope, List<String> keks) {}
