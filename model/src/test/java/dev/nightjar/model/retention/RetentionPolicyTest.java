package dev.nightjar.model.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.Matcher.Op;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    @Test
    void rules_that_can_never_apply_are_refused_with_the_reason() {
        refused("{__name__=\"a\",__name__=\"b\"}", equal("__name__", "a"), equal("__name__", "b"))
                .contains("can never apply: no value fulfils all of __name__=\"a\", __name__=\"b\"");
        refused("{job=\"a\",job!~\"a|b\"}", equal("job", "a"), new Matcher("job", Op.NOT_MATCHES, "a|b"))
                .contains("no value fulfils all of job=\"a\", job!~\"a|b\"");
        refused("{__name__=\"\"}", equal("__name__", ""))
                .contains("every series has a metric name, __name__=\"\" wants none");
        refused("{}").contains("is for everything: set the retention itself instead");
    }

    @Test
    void a_rule_behind_one_that_takes_all_its_series_is_refused() {
        assertThat(problemOf(rule(TWO_DAYS, equal("job", "a")), rule(TWO_DAYS, equal("job", "a"), equal("env", "x"))))
                .isEqualTo(
                        "retention rule 2 ({job=\"a\",env=\"x\"} keep 2d) can never apply: rule 1 ({job=\"a\"} keep 2d)"
                                + " comes before it and takes all that it is for; put it first, or remove it");
        assertThat(problemOf(
                        rule(TWO_DAYS, new Matcher("job", Op.MATCHES, "a.*")), rule(TWO_DAYS, equal("job", "api"))))
                .contains("rule 2");
    }

    @Test
    void rules_that_overlap_only_in_part_are_fine() {
        RetentionPolicy policy = new RetentionPolicy(
                Duration.ofDays(30),
                0,
                List.of(
                        rule(TWO_DAYS, equal("job", "a"), equal("env", "x")),
                        rule(Duration.ofDays(400), equal("job", "a")),
                        rule(TWO_DAYS, new Matcher("job", Op.NOT_EQUAL, "a"), equal("env", "x"))));
        assertThat(policy.longest()).isEqualTo(Duration.ofDays(400));
    }

    @Test
    void a_rule_that_keeps_as_long_as_what_would_be_kept_without_it_is_refused() {
        assertThatThrownBy(() -> new RetentionPolicy(TWO_DAYS, 0, List.of(rule(TWO_DAYS, equal("job", "a")))))
                .hasMessage(
                        "retention rule 1 ({job=\"a\"} keep 2d) changes nothing: without it the same is kept for the"
                                + " same time; remove it");
        RetentionPolicy exception = new RetentionPolicy(
                TWO_DAYS, 0, List.of(rule(TWO_DAYS, equal("env", "x")), rule(Duration.ofDays(9), equal("job", "a"))));
        assertThat(exception.shortest()).isEqualTo(TWO_DAYS);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> new RetentionPolicy(
                        Duration.ofHours(2), -5, List.of(rule(Duration.ofHours(3), equal("job", "a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the retention is 2h, must be at least 1d; the size to be kept is -5 bytes, must be"
                        + " more, or 0 for no limit; retention rule 1"
                        + " ({job=\"a\"} keep 3h) must keep between 1d and 36500d: whole days are dropped");
    }

    private static AbstractStringAssert<?> refused(String selector, Matcher... matchers) {
        return assertThat(problemOf(rule(TWO_DAYS, matchers)))
                .startsWith("retention rule 1 (" + selector + " keep 2d) ");
    }

    private static String problemOf(RetentionRule... rules) {
        return UselessRules.problems(List.of(rules)).getFirst();
    }

    private static RetentionRule rule(Duration keep, Matcher... matchers) {
        return new RetentionRule(List.of(matchers), keep);
    }

    private static Matcher equal(String name, String value) {
        return Matcher.equal(name, value);
    }
}
