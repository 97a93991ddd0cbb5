package dev.nightjar.web.api;

import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.RankedInstance;
import dev.nightjar.web.api.Documents.Slo;
import java.util.ArrayList;
import java.util.List;

/** The answer in words at the head of a service and of an instance. Pure. */
final class ServiceSentence {
    private ServiceSentence() {}

    static String ofService(String service, Needs needs, List<Slo> slos, List<RankedInstance> instances) {
        List<String> sentences = new ArrayList<>();
        slos.stream()
                .filter(slo -> !slo.health().equals(Health.UNKNOWN))
                .findFirst()
                .ifPresentOrElse(
                        slo -> sentences.add(Words.sentence(slo.sentence())),
                        () -> sentences.add(service + state(needs)));
        List<RankedInstance> odd =
                instances.stream().filter(each -> !each.findings().isEmpty()).toList();
        if (odd.size() == 1) {
            sentences.add("One of " + Words.count(instances.size(), "instance") + " is unlike its peers: "
                    + finding(odd.getFirst()) + ".");
        } else if (odd.size() > 1) {
            sentences.add(odd.size() + " of " + Words.count(instances.size(), "instance")
                    + " are unlike their peers, most of all " + finding(odd.getFirst()) + ".");
        } else if (!instances.isEmpty()) {
            sentences.add("Its " + Words.count(instances.size(), "instance")
                    + (instances.size() == 1 ? " has no peers to differ from." : " are alike."));
        }
        return String.join(" ", sentences);
    }

    private static String state(Needs needs) {
        String reason = needs.reason();
        return reason == null ? " is fine." : ": " + Words.sentence(reason);
    }

    private static String finding(RankedInstance instance) {
        Finding first = instance.findings().getFirst();
        return instance.instance() + " " + first.text();
    }

    static String ofInstance(String service, String instance, List<Finding> findings, boolean known) {
        if (!known) {
            return instance + " has sent nothing for " + service + " in the last hour.";
        }
        if (findings.isEmpty()) {
            return instance + " is like its peers in " + service + ".";
        }
        Finding first = findings.getFirst();
        String text = instance + " " + first.text() + ".";
        return findings.size() == 1
                ? text
                : text + " It also differs in "
                        + Words.list(findings.stream()
                                .skip(1)
                                .map(each -> Words.uncapitalized(PanelTitles.of(each.panel())))
                                .distinct()
                                .toList())
                        + ".";
    }
}
