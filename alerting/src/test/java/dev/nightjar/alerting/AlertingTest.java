package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.alerting.paging.Delivery;
import dev.nightjar.alerting.paging.InboxMessage;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.PageEvent.Kind;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What alerting promises, in the order in which it matters at night. */
class AlertingTest {
    private static final String ON_CALL = """
            people:
              ana: {contacts: [{inbox: }]}
              ben: {contacts: [{inbox: }]}
            policies:
              shop:
                steps:
                  - {notify: [ana], delay: 2m}
                  - {notify: [ben], delay: 2m}
            """;

    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) {
        room = new Room(folder, Room.RULES, ON_CALL);
    }

    private void slow(String... instances) {
        room.expressions.answer(
                "latency > 1",
                java.util.Arrays.stream(instances)
                        .map(instance -> sample(3, "service", "checkout", "instance", instance))
                        .toArray(dev.nightjar.alerting.rules.Sample[]::new));
    }

    private void fine() {
        room.expressions.answer("latency > 1");
    }

    private Page page() {
        assertThat(room.alerting.pages()).hasSize(1);
        return room.alerting.pages().getFirst();
    }

    @Test
    void an_alert_that_holds_long_enough_pages_whoever_is_on_call() {
        slow("a");
        room.pass(30);
        assertThat(room.alerting.pages()).isEmpty();
        room.pass(11);

        Page page = page();
        assertThat(page.opened().summary()).isEqualTo("checkout is slow");
        assertThat(page.opened().description()).isEqualTo("A request takes 3 s.");
        assertThat(page.opened().service()).isEqualTo("checkout");
        assertThat(page.opened().since()).isBefore(page.opened().at().minusSeconds(29));
        assertThat(page.notified()).containsExactly("ana");
        assertThat(room.alerting.inbox()).extracting(InboxMessage::person).containsExactly("ana");
    }

    @Test
    void ten_instances_are_one_page() {
        slow("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        room.pass(60);
        assertThat(room.alerting.alerts()).hasSize(10);
        page();
    }

    @Test
    void the_page_is_over_when_its_last_alert_is_and_everybody_told_hears_of_it() {
        slow("a", "b");
        room.pass(60);
        slow("b");
        room.pass(20);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        fine();
        room.pass(20);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
        assertThat(page().deliveries())
                .extracting(Delivery::person, Delivery::kind, Delivery::state)
                .containsExactly(
                        tuple("ana", Kind.TRIGGER, Delivery.State.ACCEPTED),
                        tuple("ana", Kind.RESOLVE, Delivery.State.ACCEPTED));
    }

    @Test
    void nobody_answers_and_the_next_is_called_and_an_acknowledgement_ends_that() {
        slow("a");
        room.pass(45);
        assertThat(page().nextStepAt()).isEqualTo(page().opened().at().plus(Duration.ofMinutes(2)));
        room.pass(120);
        assertThat(page().called()).containsExactly("ana", "ben");

        assertThat(room.alerting.acknowledge(page().id(), "ben")).isInstanceOf(CommandResult.Done.class);

        assertThat(page().state()).isEqualTo(Page.State.ACKNOWLEDGED);
        assertThat(page().nextStepAt()).isNull();
        assertThat(room.alerting.acknowledge(page().id(), "ana"))
                .isInstanceOfSatisfying(
                        CommandResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("the page was acknowledged by ben already"));
        assertThat(room.alerting.acknowledge("nothing", "ana")).isEqualTo(new CommandResult.Unknown("nothing"));
    }

    @Test
    void a_page_that_a_person_resolved_comes_back_only_with_a_new_alert() {
        slow("a");
        room.pass(45);
        room.alerting.resolve(page().id(), "ana");
        room.pass(60);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
        fine();
        room.pass(20);
        slow("a");
        room.pass(60);
        assertThat(room.alerting.pages()).extracting(Page::state).containsExactly(Page.State.OPEN, Page.State.RESOLVED);
    }

    @Test
    void downtime_does_not_count_towards_for() {
        slow("a");
        room.pass(20);
        room.killAndStart(600);
        room.pass(10);
        assertThat(room.alerting.alerts())
                .extracting(view -> view.alert().state())
                .containsExactly(State.PENDING);
        room.pass(30);
        assertThat(room.alerting.alerts())
                .extracting(view -> view.alert().state())
                .containsExactly(State.FIRING);
    }

    @Test
    void escalation_goes_on_at_the_same_instant_after_a_crash() {
        slow("a");
        room.pass(45);
        Instant next = page().nextStepAt();
        room.killAndStart(20);
        assertThat(page().nextStepAt()).isEqualTo(next);
        room.pass(110);
        List<PageEscalated> steps = room.events(PageEscalated.class);
        assertThat(steps).extracting(PageEscalated::step).containsExactly(0, 1);
        assertThat(Duration.between(next, steps.getLast().at())).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void a_page_that_was_not_sent_before_a_crash_is_sent_after_it() {
        slow("a");
        room.evaluateOnly(45);
        assertThat(page().notified()).isEmpty();
        room.killAndStart(5);
        room.pass(1);
        assertThat(page().notified()).containsExactly("ana");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15, 29, 31, 38, 41, 44, 60, 100, 160, 170})
    void killed_at_any_moment_there_is_one_page_and_nothing_is_sent_twice(int second) {
        slow("a");
        room.pass(second);
        room.killAndStart(3);
        room.pass(200);
        assertThat(room.events(PageOpened.class)).hasSize(1);
        assertThat(room.alerting.inbox()).extracting(InboxMessage::person).containsExactlyInAnyOrder("ana", "ben");
        fine();
        room.pass(30);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
    }

    @Test
    void after_a_start_missing_data_do_not_end_a_page() {
        slow("a");
        room.pass(45);
        room.config = room.config.withSettle(Duration.ofMinutes(1));
        fine();
        room.killAndStart(30);
        room.pass(50);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        slow("a");
        room.pass(30);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        fine();
        room.pass(30);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
    }

    @Test
    void a_query_that_fails_changes_no_alert_and_shows() {
        slow("a");
        room.pass(45);
        room.expressions.fail("latency > 1", "the store is closed");
        room.pass(30);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        assertThat(room.alerting.groups().getFirst().rules().getFirst().health().error())
                .isEqualTo("the store is closed");
    }

    @Test
    void definitions_that_are_wrong_leave_the_old_ones_in_force() {
        slow("a");
        room.pass(45);
        room.write("rules/r.yml", Room.RULES.replace("for:", "fro:"));
        assertThat(room.alerting.reload())
                .isInstanceOfSatisfying(
                        ReloadResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .hasToString("[rules/r.yml:7: group \"g\", rule \"Slow\": unknown field \"fro\";"
                                        + " did you mean \"for\"?]"));
        assertThat(room.alerting.groups()).hasSize(1);
        assertThatThrownBy(room::open).isInstanceOf(InvalidDefinitionsException.class);
    }

    @Test
    void an_edited_rule_keeps_its_alerts_and_a_removed_one_ends_them() {
        slow("a");
        room.pass(45);
        room.write("rules/r.yml", Room.RULES.replace("is slow", "is very slow"));
        room.alerting.reload();
        room.pass(20);
        page();
        room.write("rules/r.yml", "groups: []");
        assertThat(room.alerting.reload()).isEqualTo(new ReloadResult.Applied(0, 0));
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
        assertThat(room.events(AlertTransitioned.class).getLast().to()).isEqualTo(State.INACTIVE);
    }

    @Test
    void a_ticket_wakes_nobody() {
        room.write("rules/r.yml", Room.RULES.replace("severity: page", "severity: ticket"));
        room.alerting.reload();
        slow("a");
        room.pass(60);
        assertThat(room.alerting.alerts()).hasSize(1);
        assertThat(room.alerting.pages()).isEmpty();
    }
}
