package dev.nightjar.model.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabelRuleTest {
    private static RelabelRule rule(
            RelabelAction action, String sources, String regex, String target, String replacement) {
        return new RelabelRule(
                action,
                sources.isEmpty() ? List.of() : Arrays.asList(sources.split(",")),
                ";",
                regex.isEmpty() ? "(.*)" : regex,
                action == RelabelAction.HASHMOD ? 1000 : 0,
                target,
                replacement);
    }

    private static Labels labels(String text) {
        return Labels.of(text.isEmpty() ? new String[0] : text.split("[=,]", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "(dropped)", textBlock = """
            replace   | a       | f(.*)        | d      | ch${1}-ch${1} | a=foo,b=bar       | a=foo,b=bar,d=choo-choo
            replace   | a,b     | f(.*);(.*)r  | a      | b${1}${2}m    | a=foo,b=bar       | a=boobam,b=bar
            replace   | a       | nomatch      | d      | x             | a=foo             | a=foo
            replace   | a       | f(.*)        | a      | ''            | a=foo,b=bar       | b=bar
            replace   | a       | (?P<n>fo).*  | ${n}_x | $n$$1         | a=foo             | a=foo,fo_x=fo$1
            replace   | a       | f(o)o        | b      | $1x-${1}x     | a=foo             | a=foo,b=-ox
            replace   | a       | f(o)o        | b      | $             | a=foo             | a=foo,b=$
            replace   | a       | f(o)o        | b      | ${1           | a=foo             | a=foo,b=${1
            replace   | missing | ''           | b      | set           | a=foo             | a=foo,b=set
            replace   | a       | (f)?(x)?.*   | b      | <$1$2>        | a=foo             | a=foo,b=<f>
            keep      | a       | fo+          | ''     | $1            | a=foo             | a=foo
            keep      | a       | fo           | ''     | $1            | a=foo             | (dropped)
            drop      | a,b     | foo;bar      | ''     | $1            | a=foo,b=bar       | (dropped)
            drop      | a       | o            | ''     | $1            | a=foo             | a=foo
            keepequal | a       | ''           | b      | $1            | a=x,b=x           | a=x,b=x
            keepequal | a       | ''           | b      | $1            | a=x,b=y           | (dropped)
            dropequal | a       | ''           | b      | $1            | a=x,b=x           | (dropped)
            dropequal | a       | ''           | b      | $1            | a=x,b=y           | a=x,b=y
            labelmap  | ''      | (b.*)        | ''     | bar_$1        | a=1,b1=2,b2=3     | a=1,b1=2,b2=3,bar_b1=2,bar_b2=3
            labelmap  | ''      | __meta_(.*)  | ''     | $1            | __meta_zone=eu    | __meta_zone=eu,zone=eu
            labeldrop | ''      | b.*          | ''     | $1            | a=1,b1=2,bb=3     | a=1
            labelkeep | ''      | b.*          | ''     | $1            | a=1,b1=2,bb=3     | b1=2,bb=3
            lowercase | a       | ''           | b      | $1            | a=FoO             | a=FoO,b=foo
            uppercase | a       | ''           | a      | $1            | a=FoO             | a=FOO
            hashmod   | c       | ''           | d      | $1            | a=foo,b=bar,c=baz | a=foo,b=bar,c=baz,d=976
            """)
    void each_action_does_what_prometheus_does(
            String action, String sources, String regex, String target, String replacement, String in, String out) {
        RelabelRule rule = rule(RelabelAction.of(action).orElseThrow(), sources, regex, target, replacement);

        Optional<Labels> made = rule.apply(labels(in));

        assertThat(made).isEqualTo(Optional.ofNullable(out).map(RelabelRuleTest::labels));
    }

    @Test
    void the_numbers_of_hashmod_are_those_of_md5_read_as_unsigned() {
        RelabelRule rule = new RelabelRule(RelabelAction.HASHMOD, List.of("c"), ";", "(.*)", 1000, "d", "$1");

        assertThat(rule.apply(Labels.of("c", "a\nb")).orElseThrow().get("d")).isEqualTo("304");
    }

    @Test
    void a_point_matches_a_line_break() {
        RelabelRule rule = rule(RelabelAction.KEEP, "a", "x.y", "", "$1");

        assertThat(rule.apply(Labels.of("a", "x\ny"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            replace   | a  | (.*) | ''  | $1  | action replace needs a target_label
            lowercase | a  | (.*) | ''  | $1  | action lowercase needs a target_label
            lowercase | a  | (.*) | b   | x   | action lowercase does not use replacement; take it out of the rule
            hashmod   | a  | (.*) | $1  | $1  | action hashmod takes its target_label as it stands, without references such as $1; found "$1"
            keepequal | a  | x    | b   | $1  | action keepequal does not use regex; take it out of the rule
            labeldrop | a  | x    | ''  | $1  | action labeldrop does not use source_labels; take it out of the rule
            labelkeep | '' | x    | b   | $1  | action labelkeep does not use target_label; take it out of the rule
            keep      | a  | (    | ''  | $1  | regex: "(" is not an RE2 regular expression: missing closing )
            """)
    void a_rule_that_cannot_work_is_refused(
            String action, String sources, String regex, String target, String replacement, String message) {
        assertThatThrownBy(() -> rule(RelabelAction.of(action).orElseThrow(), sources, regex, target, replacement))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void hashmod_needs_a_modulus() {
        assertThatThrownBy(() -> new RelabelRule(RelabelAction.HASHMOD, List.of("a"), ";", "(.*)", 0, "b", "$1"))
                .hasMessage("action hashmod needs a modulus above 0");
    }

    @Test
    void rules_apply_in_order_and_end_at_the_first_that_drops() {
        RelabelRules rules = RelabelRules.of(List.of(
                rule(RelabelAction.REPLACE, "a", "(.*)", "b", "$1$1"),
                rule(RelabelAction.KEEP, "b", "xx", "", "$1"),
                rule(RelabelAction.LABELDROP, "", "a", "", "$1")));

        assertThat(rules.apply(Labels.of("a", "x"))).contains(Labels.of("b", "xx"));
        assertThat(rules.apply(Labels.of("a", "y"))).isEmpty();
    }
}
