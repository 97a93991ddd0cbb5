package dev.nightjar.model.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any rules and any labels. */
class RelabelPropertiesTest {
    private static final List<String> NAMES = List.of("a", "b", "ab", "__meta_a", "__address__", "instance");

    @Provide
    Arbitrary<Labels> labels() {
        return Arbitraries.maps(
                        Arbitraries.of(NAMES),
                        Arbitraries.strings().withChars("abX;1$ ").ofMaxLength(5))
                .map(Labels::of);
    }

    @Provide
    Arbitrary<RelabelRule> rules() {
        Arbitrary<List<String>> sources = Arbitraries.of(NAMES).list().ofMaxSize(3);
        Arbitrary<String> regex =
                Arbitraries.of("(.*)", "a", "a(.*)", "(a|b);?(.*)", "__meta_(.+)", ".*b", "", "[aX]+");
        Arbitrary<String> replacement = Arbitraries.of("$1", "x", "", "${1}-$2", "a");
        return Combinators.combine(
                        Arbitraries.of(RelabelAction.class), sources, regex, Arbitraries.of(NAMES), replacement)
                .as(RelabelPropertiesTest::rule);
    }

    /** Of what is given only what the action takes. */
    private static RelabelRule rule(
            RelabelAction action, List<String> sources, String regex, String target, String replacement) {
        return switch (action) {
            case KEEP, DROP -> new RelabelRule(action, sources, ";", regex, 0, "", "$1");
            case REPLACE -> new RelabelRule(action, sources, ";", regex, 0, target, replacement);
            case HASHMOD -> new RelabelRule(action, sources, ";", "(.*)", 7, target, "$1");
            case LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL ->
                new RelabelRule(action, sources, ";", "(.*)", 0, target, "$1");
            case LABELMAP -> new RelabelRule(action, List.of(), ";", regex, 0, "", "x$1");
            case LABELDROP, LABELKEEP -> new RelabelRule(action, List.of(), ";", regex, 0, "", "$1");
        };
    }

    @Provide
    Arbitrary<List<RelabelRule>> lists() {
        return rules().list().ofMaxSize(5);
    }

    @Property(tries = 500)
    void rules_in_a_row_are_each_applied_to_what_the_one_before_left(
            @ForAll("lists") List<RelabelRule> rules, @ForAll("labels") Labels labels) {
        Optional<Labels> oneByOne = Optional.of(labels);
        for (RelabelRule rule : rules) {
            oneByOne = oneByOne.flatMap(left -> RelabelRules.of(List.of(rule)).apply(left));
        }

        assertThat(RelabelRules.of(rules).apply(labels)).isEqualTo(oneByOne);
    }

    @Property(tries = 500)
    void the_explanation_ends_where_the_rules_do(
            @ForAll("lists") List<RelabelRule> rules, @ForAll("labels") Labels labels) {
        List<RelabelStep> steps = RelabelRules.of(rules).explain(labels);
        Optional<Labels> made = RelabelRules.of(rules).apply(labels);

        if (steps.isEmpty()) {
            assertThat(made).contains(labels);
        } else {
            RelabelStep last = steps.get(steps.size() - 1);
            assertThat(last.kept()).isEqualTo(made.isPresent());
            assertThat(made.filter(after -> !after.equals(last.output()))).isEmpty();
            assertThat(steps.subList(0, steps.size() - 1)).allMatch(RelabelStep::kept);
        }
    }

    @Property(tries = 500)
    void no_rule_leaves_an_empty_value_or_changes_what_it_was_given(
            @ForAll("lists") List<RelabelRule> rules, @ForAll("labels") Labels labels) {
        Map<String, String> before = labels.toMap();

        RelabelRules.of(rules)
                .apply(labels)
                .ifPresent(made -> assertThat(made.toMap().values()).doesNotContain(""));

        assertThat(labels.toMap()).isEqualTo(before);
    }

    @Property(tries = 500)
    void keeping_is_not_dropping(@ForAll("labels") Labels labels, @ForAll("rules") RelabelRule any) {
        for (List<RelabelAction> pair : List.of(
                List.of(RelabelAction.KEEP, RelabelAction.DROP),
                List.of(RelabelAction.KEEPEQUAL, RelabelAction.DROPEQUAL))) {
            List<Boolean> kept = new ArrayList<>();
            for (RelabelAction action : pair) {
                RelabelRule rule = rule(action, any.sourceLabels(), any.regex(), "b", "");
                kept.add(RelabelRules.of(List.of(rule)).apply(labels).isPresent());
            }
            assertThat(kept.get(0)).isNotEqualTo(kept.get(1));
        }
    }

    @Property(tries = 500)
    void labels_are_either_dropped_or_kept_by_name(@ForAll("labels") Labels labels, @ForAll("rules") RelabelRule any) {
        Labels left = RelabelRules.of(List.of(rule(RelabelAction.LABELDROP, List.of(), any.regex(), "", "")))
                .apply(labels)
                .orElseThrow();
        Labels kept = RelabelRules.of(List.of(rule(RelabelAction.LABELKEEP, List.of(), any.regex(), "", "")))
                .apply(labels)
                .orElseThrow();

        assertThat(left.size() + kept.size()).isEqualTo(labels.size());
        assertThat(left.toBuilder().setAll(kept).build().toString()).isEqualTo(labels.toString());
    }
}
