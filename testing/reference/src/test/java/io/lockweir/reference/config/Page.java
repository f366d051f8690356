package io.lockweir.reference.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One page of the reference.
 *
 * @param file below {@code docs/reference}
 * @param plugin class name as it stands in a configuration
 */
record Page(String file, String title, String plugin, String purpose, List<Section> sections) {

    /** A heading, a sentence or two, and a table. */
    record Section(String heading, String introduction, String table) {}

    Page {
        sections = List.copyOf(sections);
    }

    String markdown() {
        return sections.stream()
                .map(section -> "## %s\n%s\n\n%s".formatted(section.heading(), section.introduction(), section.table()))
                .collect(Collectors.joining(
                        "\n", "# %s\n%s\n\nClass: `%s`\n\n".formatted(title, purpose, plugin), "\n" + footer()));
    }

    static String footer() {
        return "Generated from the plugin's own definition. To write it anew: `" + ReferencePagesTest.WRITE_COMMAND
                + "`\n";
    }
}
