package dev.nightjar.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Everything in {@code oncall.yml}. Names in it are known to lead somewhere. */
public record OnCall(
        SequencedMap<String, Person> people,
        SequencedMap<String, Rotation> rotations,
        SequencedMap<String, Policy> policies,
        Map<String, String> services,
        String defaultPolicy) {
    /** Without a file: everyone, as one person with nothing but the inbox, so that no page goes nowhere. */
    public static final OnCall BUILT_IN = builtIn();

    /** So many shifts are looked at for somebody else. */
    private static final int MOST_LOOKED_AHEAD = 50;

    public OnCall {
        people = new LinkedHashMap<>(people);
        rotations = new LinkedHashMap<>(rotations);
        policies = new LinkedHashMap<>(policies);
        services = new LinkedHashMap<>(services);
    }

    /**
     * The same with what people handed over while the server runs, in the order in which they did: what was made later
     * counts before what was made earlier, and all of it before the file. What is about somebody or something that the file
     * does not have does not count.
     */
    public OnCall with(List<HandOver> handOvers) {
        SequencedMap<String, Rotation> changed = new LinkedHashMap<>(rotations);
        rotations.forEach((name, rotation) -> {
            List<ShiftOverride> overrides = handOvers.stream()
                    .filter(each -> each.rotation().equals(name) && people.containsKey(each.person()))
                    .filter(each -> each.from().isBefore(each.end()))
                    .map(each -> new ShiftOverride(each.from(), each.end(), each.person(), each))
                    .toList();
            if (!overrides.isEmpty()) {
                changed.put(name, rotation.with(overrides));
            }
        });
        return new OnCall(people, changed, policies, services, defaultPolicy);
    }

    /** Why an override that was made does not count; empty where it does. */
    public Optional<String> lost(HandOver handOver) {
        if (!rotations.containsKey(handOver.rotation())) {
            return Optional.of("the rotation " + handOver.rotation() + " is not in oncall.yml any more");
        }
        return people.containsKey(handOver.person())
                ? Optional.empty()
                : Optional.of(handOver.person()
                        + " is not in oncall.yml any more: the rotation goes on as without this override");
    }

    private static OnCall builtIn() {
        Person person = new Person(
                "on-call", "everyone", ZoneOffset.UTC, List.of(new Contact(Contact.Channel.INBOX, "on-call", null)));
        Policy policy = new Policy("default", List.of(new Policy.Step(List.of("on-call"), Duration.ofMinutes(5))), 0);
        return new OnCall(
                new LinkedHashMap<>(Map.of(person.id(), person)),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(Map.of(policy.name(), policy)),
                Map.of(),
                policy.name());
    }

    /** The policy of a service; what nobody claimed follows the default. */
    public Policy policyOf(String service) {
        return policy(services.getOrDefault(service, defaultPolicy));
    }

    /** A policy by name; one that is gone is replaced by the default. */
    public Policy policy(String name) {
        Policy policy = policies.get(name);
        return policy == null ? known(policies, defaultPolicy) : policy;
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The people that a step calls at {@code instant}. */
    public List<Person> called(Policy.Step step, Instant instant) {
        Set<Person> called = new LinkedHashSet<>();
        for (String name : step.targets()) {
            Rotation rotation = rotations.get(name);
            called.add(
                    known(people, rotation == null ? name : rotation.at(instant).person()));
        }
        return List.copyOf(called);
    }

    /** For each policy, who would be called first and who follows. */
    public List<OnCallNow> at(Instant instant) {
        List<OnCallNow> now = new ArrayList<>();
        for (Policy policy : policies.values()) {
            for (String name : policy.step(0).targets()) {
                now.add(first(policy, name, claimed(policy), instant));
            }
        }
        return now;
    }

    /** Who has which shift from {@code from} to {@code until}, and whom each step calls {@code now}. */
    public OnCallSchedule schedule(Instant from, Instant until, Instant now) {
        return new OnCallSchedule(
                rotations.values().stream()
                        .map(rotation -> lane(rotation, from, until))
                        .toList(),
                policies.values().stream()
                        .map(policy -> escalation(policy, now))
                        .toList());
    }

    private OnCallSchedule.Lane lane(Rotation rotation, Instant from, Instant until) {
        return new OnCallSchedule.Lane(
                rotation.name(),
                rotation.zone(),
                rotation.between(from, until).stream()
                        .map(shift -> new OnCallSchedule.NamedShift(shift, known(people, shift.person())))
                        .toList());
    }

    private OnCallSchedule.Escalation escalation(Policy policy, Instant now) {
        return new OnCallSchedule.Escalation(
                policy.name(),
                policy.name().equals(defaultPolicy),
                claimed(policy),
                policy.steps().stream()
                        .map(step -> new OnCallSchedule.Step(step.targets(), called(step, now), step.delay()))
                        .toList(),
                policy.repeat());
    }

    private List<String> claimed(Policy policy) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().equals(policy.name()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private OnCallNow first(Policy policy, String name, List<String> claimed, Instant instant) {
        Rotation rotation = rotations.get(name);
        if (rotation == null) {
            return new OnCallNow(policy.name(), "", known(people, name), null, null, claimed);
        }
        Shift shift = rotation.at(instant);
        Person person = known(people, shift.person());
        Shift last = shift;
        for (int i = 0; i < MOST_LOOKED_AHEAD; i++) {
            Shift following = rotation.at(last.end());
            if (!following.person().equals(shift.person())) {
                return new OnCallNow(
                        policy.name(), name, person, last.end(), known(people, following.person()), claimed);
            }
            last = following;
        }
        return new OnCallNow(policy.name(), name, person, shift.end(), null, claimed);
    }

    private static <T> T known(Map<String, T> from, String name) {
        T found = from.get(name);
        if (found == null) {
            throw new IllegalStateException("\"" + name + "\" is not in oncall.yml, though it was when it was read");
        }
        return found;
    }
}
