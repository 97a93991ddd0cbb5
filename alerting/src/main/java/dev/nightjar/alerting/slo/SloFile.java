package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.util.ArrayList;
import java.util.List;

/** Reads objectives as OpenSLO v1, Sloth or Pyrra write them; a document says itself which it is. */
public final class SloFile {
    private SloFile() {}

    /** The objectives of a file. What is wrong goes to {@code problems}; then the result is not to be used. */
    public static List<Slo> read(String file, String text, Expressions expressions, Problems problems) {
        List<Section> open = new ArrayList<>();
        List<Slo> slos = new ArrayList<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section root = Section.of(file, "", document, problems).orElse(null);
            if (root == null) {
                continue;
            }
            String version =
                    root.text("apiVersion").or(() -> root.text("version")).orElse("");
            if (version.startsWith("sloth.slok.dev/") || version.equals("prometheus/v1")) {
                slos.addAll(new SlothFile(file, expressions, problems).slos(root));
            } else if (version.startsWith("pyrra.dev/")) {
                new PyrraFile(file, expressions, problems).slo(root).ifPresent(slos::add);
            } else {
                open.add(root);
            }
        }
        slos.addAll(new OpenSloFile(file, expressions, problems).slos(open));
        return slos;
    }
}
