package io.lockweir.reference.config;

import io.lockweir.connect.confluent.ConfluentKeys;
import io.lockweir.registry.RegistrySettings;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** The page on what profile confluent is configured with, in every plugin. */
final class RegistryPage {
    static final String FILE = "registry.md";
    static final String TITLE = "Profile confluent";

    private static final String INTRODUCTION = """
            Whoever sets `profile=confluent` takes schemas, rules and data keys from a registry. What is done with them: [Confluent's client-side encryption](../confluent.md).

            ## The registry
            Each setting stands behind `registry.`. A setting of type secret appears in no message. Key services of the registry's key-encryption keys
            are configured by `registry.kms.TYPE.SETTING`, with TYPE one of `aws-kms`, `gcp-kms`, `azure-kms`, `hcvault` and `local-kms`, and the
            settings of our drivers `aws`, `gcp`, `azure` and `vault` ([key services](kms.md)); `local-kms`, for tests alone, has `secret`.

            """;

    private RegistryPage() {}

    static String markdown() {
        return RegistrySettings.declared().stream()
                .map(KmsPage::row)
                .collect(Collectors.joining(
                        "",
                        "# " + TITLE + "\n" + INTRODUCTION + KmsPage.TABLE,
                        "\n## Records\nOf `EncryptingConverter` and of the serializers, beside `registry.*`.\n\n"
                                + KeyTable.of(ConfluentKeys.addTo(new ConfigDef()))
                                        .markdown() + "\n" + Page.footer()));
    }
}
