package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How often somebody was called, and when by their own clocks. A page counts once for each whom it called, when it first did.
 *
 * @param atNight between 22:00 and 07:00, on any day
 * @param atWeekends on Saturdays and Sundays, but for the nights
 * @param byHour how many in each of the 24 hours of the day
 */
public record LoadReport(Person person, int calls, int atNight, int atWeekends, List<Integer> byHour) {
    private static final int NIGHT_BEGINS = 22;
    private static final int NIGHT_ENDS = 7;
    private static final int HOURS = 24;

    public LoadReport {
        byHour = List.copyOf(byHour);
    }

    /** One for each of the people, in their order, over the calls since {@code since}. */
    public static List<LoadReport> of(List<Page> pages, Collection<Person> people, Instant since) {
        return people.stream()
                .map(person -> of(person, calls(pages, person.id(), since)))
                .toList();
    }

    private static List<Instant> calls(List<Page> pages, String person, Instant since) {
        Set<String> called = new HashSet<>();
        return pages.stream()
                .flatMap(page -> page.escalations().stream())
                .filter(step -> step.people().contains(person) && called.add(step.pageId()))
                .map(PageEscalated::at)
                .filter(at -> !at.isBefore(since))
                .toList();
    }

    private static LoadReport of(Person person, List<Instant> calls) {
        Integer[] byHour = new Integer[HOURS];
        Arrays.fill(byHour, 0);
        int atNight = 0;
        int atWeekends = 0;
        for (Instant call : calls) {
            ZonedDateTime there = call.atZone(person.zone());
            byHour[there.getHour()]++;
            if (there.getHour() >= NIGHT_BEGINS || there.getHour() < NIGHT_ENDS) {
                atNight++;
            } else if (there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY) {
                atWeekends++;
            }
        }
        return new LoadReport(person, calls.size(), atNight, atWeekends, List.of(byHour));
    }
}
