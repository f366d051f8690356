package io.lockweir.kms.pkcs11;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.SECRET;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.required;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.kms.Choice;
import io.lockweir.kms.SecretFile;
import java.util.List;

/** Driver {@code pkcs11}: a hardware security module with a PKCS#11 library. */
public final class Pkcs11KmsProvider implements KmsProvider {
    private static final String LIBRARY = "library";
    private static final String SLOT = "slot";
    private static final String SLOT_INDEX = "slot.index";
    private static final String PIN = "pin";
    private static final String PIN_FILE = "pin.file";

    @Override
    public String name() {
        return "pkcs11";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of(
                required(LIBRARY, TEXT, "Path of the module's PKCS#11 library on every worker."),
                optional(SLOT, NUMBER, "Id of the slot."),
                optional(
                        SLOT_INDEX,
                        NUMBER,
                        "Place of the slot in the list of slots, from 0, in place of its id; 0 without both."),
                optional(PIN, SECRET, "The user's PIN. Give it through a config provider."),
                optional(PIN_FILE, TEXT, "Path of a file with the user's PIN; read at each login."));
    }

    @Override
    public Kms open(KmsSettings settings) {
        Choice.oneOf(settings, PIN, PIN_FILE);
        if (settings.optional(SLOT).isPresent() && settings.optional(SLOT_INDEX).isPresent()) {
            Choice.oneOf(settings, SLOT, SLOT_INDEX);
        }
        Token.Pin pin = settings.optional(PIN)
                .<Token.Pin>map(text -> () -> text)
                .orElseGet(() -> new SecretFile(settings.key(PIN_FILE), settings.text(PIN_FILE))::text);
        String slot = settings.optional(SLOT)
                .map(id -> "slot = " + id)
                .orElseGet(
                        () -> "slotListIndex = " + settings.optional(SLOT_INDEX).orElse("0"));
        return new Pkcs11Kms(new Token(new Module(settings.text(LIBRARY), slot), pin, System::nanoTime));
    }
}
