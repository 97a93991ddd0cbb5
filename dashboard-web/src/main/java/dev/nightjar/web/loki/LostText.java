package dev.nightjar.web.loki;

import dev.nightjar.model.LostLines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in an answer what it is without: a sentence or two for each file. */
final class LostText {
    private static final int MOST_NAMED = 5;

    private LostText() {}

    static List<String> warnings(Collection<LostLines> lost) {
        List<String> warnings = new ArrayList<>();
        Map<String, List<LostLines.Block>> byFile = new LinkedHashMap<>();
        for (LostLines each : new LinkedHashSet<>(lost)) {
            switch (each) {
                case LostLines.Day day ->
                    warnings.add("Lines of " + day.day() + " may be left out: its folder, " + day.file()
                            + ", was damaged or missing. Storage says more; " + toHaveBack("folder"));
                case LostLines.Block block ->
                    byFile.computeIfAbsent(block.file(), file -> new ArrayList<>())
                            .add(block);
            }
        }
        byFile.values().forEach(blocks -> warnings.add(text(blocks)));
        return warnings;
    }

    private static String text(List<LostLines.Block> blocks) {
        long lines = blocks.stream().mapToLong(LostLines.Block::lines).sum();
        LostLines.Block first = blocks.getFirst();
        String which = blocks.size() == 1
                ? "block " + first.number() + " of " + first.day() + " (" + first.file() + " at offset "
                        + first.offset() + ", stream " + first.stream() + ") is damaged"
                : blocks.size() + " blocks of " + first.day() + " (" + first.file() + ", numbers " + numbers(blocks)
                        + ") are damaged";
        return "Up to " + lines + " lines are left out: " + which + ". Storage says more; " + toHaveBack("file");
    }

    private static String numbers(List<LostLines.Block> blocks) {
        String named = blocks.stream()
                .limit(MOST_NAMED)
                .map(block -> Integer.toString(block.number()))
                .collect(Collectors.joining(", "));
        return blocks.size() > MOST_NAMED ? named + " and " + (blocks.size() - MOST_NAMED) + " more" : named;
    }

    private static String toHaveBack(String what) {
        return "to have them back, stop the server and put the " + what + " of a backup in its place.";
    }
}
