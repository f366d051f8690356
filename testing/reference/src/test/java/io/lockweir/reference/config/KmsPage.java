package io.lockweir.reference.config;

import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page on the settings of every driver of a key service. */
final class KmsPage {
    static final String FILE = "kms.md";
    static final String TITLE = "Key services";

    private static final String INTRODUCTION = """
            Each setting stands behind `kek.LABEL.`, beside `kek.LABEL.kms` and `kek.LABEL.key`. A setting of type secret appears in no message.
            What each driver is tested against, permissions and limits: [key services](../kms.md).
            """;

    static final String TABLE = "| setting | type | default | effect |\n|---|---|---|---|\n";

    private KmsPage() {}

    static String markdown() {
        return KmsClients.providers().stream()
                .sorted(Comparator.comparing(KmsProvider::name))
                .map(driver -> "## " + driver.name() + "\n" + TABLE
                        + driver.settings().stream().map(KmsPage::row).collect(Collectors.joining()))
                .collect(Collectors.joining("\n", "# " + TITLE + "\n" + INTRODUCTION + "\n", "\n" + Page.footer()));
    }

    static String row(KmsSetting setting) {
        String otherwise = setting.defaultText() != null
                ? "`" + setting.defaultText() + "`"
                : setting.presence() == KmsSetting.Presence.REQUIRED ? "required" : "–";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        setting.name(),
                        setting.type().name().toLowerCase(Locale.ROOT),
                        otherwise,
                        setting.documentation().replace("|", "\\|"));
    }
}
