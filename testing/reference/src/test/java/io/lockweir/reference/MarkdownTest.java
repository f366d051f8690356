package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    private final Markdown page = new Markdown("""
            # The `email` field, twice
            A [link](other.md#there) and `[none](in-code.md)`.
            ## Twice
            ```json
            {"a": "[none](in-block.md)"}
            ```
            ## Twice
            [named]: third.md
            """);

    @Test
    void findsLinksOutsideCode() {
        assertThat(page.links()).containsExactly("other.md#there", "third.md");
    }

    @Test
    void makesAnchorsAsGitHubDoes() {
        assertThat(page.anchors()).containsExactly("the-email-field-twice", "twice", "twice-1");
    }

    @Test
    void givesFencedBlocksWithTheirLanguage() {
        assertThat(page.blocks()).containsExactly(new Markdown.Block("json", "{\"a\": \"[none](in-block.md)\"}\n"));
    }
}
