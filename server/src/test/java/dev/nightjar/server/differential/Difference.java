package dev.nightjar.server.differential;

/**
 * A question that the two sides answer differently, made as small as it could be.
 *
 * @param number of the question within its run
 * @param what the difference in one line
 * @param noneAtSteps whether both answer alike, and as here, when they are asked for each of the steps alone
 * @param tied whether it is that of equal series each side chose another
 */
record Difference(
        int number,
        String asked,
        String query,
        When when,
        Answer ours,
        Answer theirs,
        String what,
        boolean noneAtSteps,
        boolean tied) {
    Difference withNoneAtSteps() {
        return new Difference(number, asked, query, when, ours, theirs, what, true, tied);
    }

    Difference withTies() {
        return new Difference(number, asked, query, when, ours, theirs, what, noneAtSteps, true);
    }

    @Override
    public String toString() {
        return "#" + number + " " + query + "\n    " + when + "\n    " + what
                + (query.equals(asked) ? "" : "\n    made smaller from: " + asked);
    }
}
