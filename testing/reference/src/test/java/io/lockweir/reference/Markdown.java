package io.lockweir.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Markdown as the checks need: prose without code, links, headings' anchors, fenced blocks. */
public record Markdown(String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```([\\w-]*)[^\\n]*\\n(.*?)^ *```");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(\\s*<?([^)\\s>]+)>?[^)]*\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^ *\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*$");

    /** A fenced block of code. */
    public record Block(String language, String content) {}

    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            blocks.add(new Block(fence.group(1), fence.group(2)));
        }
        return blocks;
    }

    /** Link targets, in the order of the text; those in code are none. */
    List<String> links() {
        String prose = INLINE_CODE.matcher(withoutBlocks()).replaceAll("");
        List<String> links = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, REFERENCE)) {
            Matcher link = pattern.matcher(prose);
            while (link.find()) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    /** The anchors of all headings, made as GitHub makes them. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        Matcher heading = HEADING.matcher(withoutBlocks());
        while (heading.find()) {
            String slug = heading.group(1)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int times = seen.merge(slug, 1, Integer::sum);
            anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
        }
        return anchors;
    }

    private String withoutBlocks() {
        return FENCE.matcher(text).replaceAll("");
    }
}
