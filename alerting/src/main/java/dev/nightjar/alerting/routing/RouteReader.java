package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the tree of routes; a route has what its parent has unless it says otherwise. */
final class RouteReader {
    private final Set<String> receivers;
    private final Set<String> intervals;

    RouteReader(Set<String> receivers, Set<String> intervals) {
        this.receivers = receivers;
        this.intervals = intervals;
    }

    /** What a route has of its parent. */
    private record Inherited(
            String receiver,
            List<String> groupBy,
            boolean groupByAll,
            Duration groupWait,
            Duration interval,
            Duration repeat) {}

    Route root(Section section) {
        for (String field : List.of("match", "match_re", "matchers")) {
            if (section.has(field)) {
                section.problem(field, "root route must not have any matchers");
            }
        }
        for (String field : List.of("mute_time_intervals", "active_time_intervals")) {
            if (section.has(field)) {
                section.problem(
                        field,
                        "root route must not have any "
                                + field.replace("_time", " time").replace("_", " "));
            }
        }
        if (section.flag("continue", false)) {
            section.problem("continue", "cannot have continue in root route");
        }
        if (!section.has("receiver")) {
            section.problem("receiver", "root route must specify a default receiver");
        }
        return route(
                section,
                "",
                "",
                new Inherited(
                        "", List.of(), false, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4)));
    }

    private Route route(Section section, String idBefore, String keyBefore, Inherited parent) {
        section.allow(
                "receiver",
                "group_by",
                "continue",
                "match",
                "match_re",
                "matchers",
                "group_wait",
                "group_interval",
                "repeat_interval",
                "mute_time_intervals",
                "active_time_intervals",
                "labels",
                "routes");
        section.refuse("labels");
        List<Matcher> matchers = AlertmanagerFile.matchers(section, "match", "match_re", "matchers");
        Inherited own = own(section, parent);
        String key = keyBefore + MatcherText.of(matchers);
        String id = idBefore + MatcherText.of(matchers);
        List<Route> children = new ArrayList<>();
        for (Section child : section.sections("routes", "route")) {
            children.add(route(child, id + "/" + children.size(), key + "/", own));
        }
        return new Route(
                id,
                key,
                section.line(),
                matchers,
                own.receiver(),
                section.flag("continue", false),
                own.groupBy(),
                own.groupByAll(),
                own.groupWait(),
                own.interval(),
                own.repeat(),
                intervals(section, "mute_time_intervals"),
                intervals(section, "active_time_intervals"),
                children);
    }

    private Inherited own(Section section, Inherited parent) {
        String receiver = section.text("receiver").orElse(parent.receiver());
        if (section.has("receiver")) {
            AlertmanagerFile.known(section, "receiver", "receiver", receiver, receivers);
        }
        List<String> groupBy = section.has("group_by") ? section.textList("group_by") : parent.groupBy();
        boolean all = section.has("group_by") ? groupBy.contains("...") : parent.groupByAll();
        if (section.has("group_by")) {
            Set<String> unlike = new LinkedHashSet<>(groupBy);
            if (unlike.size() < groupBy.size()) {
                section.problem("group_by", "duplicated label in group_by");
            }
            if (groupBy.contains("")) {
                section.problem("group_by", "invalid label name \"\" in group_by list");
            }
            if (all && groupBy.size() > 1) {
                section.problem("group_by", "cannot have wildcard group_by (`...`) and other labels at the same time");
            }
        }
        Duration interval = positive(section, "group_interval", parent.interval());
        Duration repeat = positive(section, "repeat_interval", parent.repeat());
        return new Inherited(
                receiver,
                all ? List.of() : groupBy,
                all,
                section.duration("group_wait", parent.groupWait()),
                interval,
                repeat);
    }

    private static Duration positive(Section section, String field, Duration otherwise) {
        Duration read = section.duration(field, otherwise);
        if (read.isZero() && section.has(field)) {
            section.problem(field, field + " cannot be zero");
        }
        return read;
    }

    private List<String> intervals(Section section, String field) {
        List<String> names = section.textList(field);
        names.forEach(name -> AlertmanagerFile.known(section, field, "time interval", name, intervals));
        return names;
    }
}
