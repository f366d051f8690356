package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentLinksTest {

    private final Repository repository = Repository.here();

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : repository.pages()) {
            for (String link : new Markdown(repository.text(page).orElseThrow()).links()) {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken)
                .as("Links to files or headings that do not exist; correct them, or write the page")
                .isEmpty();
    }

    private boolean leadsSomewhere(Path page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.exists(repository.resolve(target.toString()))) {
            return false;
        }
        if (hash < 0 || !target.toString().endsWith(".md")) {
            return true;
        }
        return new Markdown(repository.text(target).orElseThrow()).anchors().contains(link.substring(hash + 1));
    }
}
