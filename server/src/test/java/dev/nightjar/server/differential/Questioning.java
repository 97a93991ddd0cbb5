package dev.nightjar.server.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Asks both sides the same random questions. */
final class Questioning {
    private final Side ours;
    private final Side theirs;
    private final int version;
    private int refused;
    private int empty;

    /** @param version of the Prometheus on the other side, as of {@link RealPrometheus#version} */
    Questioning(Side ours, Side theirs, int version) {
        this.ours = ours;
        this.theirs = theirs;
        this.version = version;
    }

    /** How many questions Prometheus refused, and to how many it answered nothing: a grammar of such would test little. */
    int refused() {
        return refused;
    }

    int empty() {
        return empty;
    }

    /** Every difference in so many questions; one question depends on the seed and its own number only. */
    List<Difference> ask(long seed, int questions) {
        List<Difference> differences = new ArrayList<>();
        for (int number = 0; number < questions; number++) {
            askOne(seed, number).ifPresent(differences::add);
        }
        return differences;
    }

    private Optional<Difference> askOne(long seed, int number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        Piece.Node query = new Grammar(random, version).query();
        When when = when(random);
        Optional<Difference> found = difference(number, query, query, when);
        if (found.isEmpty()) {
            return found;
        }
        Difference[] differences = {found.get()};
        Piece.Node smallest = Shrinking.smallest(query, candidate -> {
            Optional<Difference> smaller = difference(number, query, candidate, when);
            smaller.ifPresent(difference -> differences[0] = difference);
            return smaller.isPresent();
        });
        Difference difference = differences[0];
        difference = isNoneAtSteps(difference) ? difference.withNoneAtSteps() : difference;
        return Optional.of(
                new Ties(Questioning::answer, ours, theirs).explain(smallest, when)
                        ? difference.withTies()
                        : difference);
    }

    /** A range query is, by definition, one instant query after the other, unless it names its own start or end. */
    private boolean isNoneAtSteps(Difference difference) {
        if (!(difference.when() instanceof When.Steps steps)
                || difference.ours().isError()
                || difference.theirs().isError()
                || difference.query().matches(".*\\b(start|end|step|range)\\(\\).*")) {
            return false;
        }
        for (long time = steps.startMillis(); time <= steps.endMillis(); time += steps.stepMillis()) {
            When at = new When.At(time, steps.lookback());
            Answer our = answer(ours, difference.query(), at);
            if (Comparison.difference(our, answer(theirs, difference.query(), at))
                            .isPresent()
                    || !our.pointsAt(time).equals(difference.ours().pointsAt(time))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Difference> difference(int number, Piece.Node asked, Piece.Node query, When when) {
        Answer their = answer(theirs, query.toString(), when);
        Answer our = answer(ours, query.toString(), when);
        if (asked.equals(query)) {
            refused += their.isError() ? 1 : 0;
            empty += !their.isError() && their.series().isEmpty() ? 1 : 0;
        }
        return Comparison.difference(our, their)
                .or(() -> Comparison.orderDifference(query.toString(), our, their))
                .or(() -> Comparison.samplesDifference(query.toString(), our, their))
                .map(what -> new Difference(
                        number, asked.toString(), query.toString(), when, our, their, what, false, false));
    }

    private static Answer answer(Side side, String query, When when) {
        try {
            return side.ask(query, when);
        } catch (IOException e) {
            throw new UncheckedIOException(side.origin() + " gave no answer to " + query + " " + when, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static When when(RandomGenerator random) {
        long hour = SampleData.END - SampleData.START;
        long start = SampleData.START + 1000 * random.nextLong(-60, hour / 1000);
        Choice choice = new Choice(random);
        String lookback = choice.oneIn(8) ? choice.of("1m", "15", "1s", "20m", "0.001") : "";
        if (random.nextInt(5) < 2) {
            return new When.At(start + (random.nextBoolean() ? 0 : random.nextLong(1000)), lookback);
        }
        long step = choice.of("15000", "30000", "47000", "60000", "7500", "300000", "13003", "3600000", "61337")
                .transform(Long::parseLong);
        return new When.Steps(start, start + random.nextLong(hour / 2), step, lookback);
    }
}
