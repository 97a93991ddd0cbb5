package dev.nightjar.ingest.discovery;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a list of {@code {targets: [address, …], labels: {name: value}}}, as YAML or as JSON, which is YAML too. */
final class TargetList {
    private static final String ADDRESS = "__address__";

    private TargetList() {}

    /**
     * @param source to call it in messages and in {@link TargetGroup#source}
     * @param meta a label that all of them get
     */
    static List<TargetGroup> parse(String source, String text, String meta) throws DiscoveryException {
        Problems problems = new Problems();
        List<Node> documents = YamlFile.documents(source, text, problems);
        List<TargetGroup> groups = new ArrayList<>();
        if (!documents.isEmpty()) {
            if (documents.getFirst() instanceof Node.Sequence list) {
                for (Node item : list.items()) {
                    group(source, item, meta, groups.size(), problems).ifPresent(groups::add);
                }
            } else {
                problems.add(
                        source,
                        documents.getFirst().line(),
                        "must be a list of targets and labels, found "
                                + documents.getFirst().kind());
            }
        }
        if (!problems.isEmpty()) {
            throw new DiscoveryException(
                    problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return groups;
    }

    private static Optional<TargetGroup> group(String source, Node item, String meta, int number, Problems problems) {
        return Section.of(source, "group " + (number + 1), item, problems).map(section -> {
            section.allow("targets", "labels");
            List<Labels> targets = section.textList("targets").stream()
                    .map(address -> Labels.of(ADDRESS, address))
                    .toList();
            return new TargetGroup(
                    source + ":" + number,
                    targets,
                    Labels.of(section.texts("labels")).with(meta, source));
        });
    }
}
