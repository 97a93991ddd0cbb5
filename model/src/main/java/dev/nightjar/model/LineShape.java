package dev.nightjar.model;

/**
 * What lines that look alike have in common: literal text around slots for what differs. Compared by identity; whoever
 * works something out about a shape may keep it for all its lines.
 */
public final class LineShape {
    private final byte[] literals;
    private final int[] literalEnds;
    private final boolean[] numbers;

    /**
     * Takes the arrays over.
     *
     * @param literals the bytes before, between and behind the slots, one after the other
     * @param literalEnds where each ends, one more than there are slots
     * @param numbers for each slot whether its values are decimal or hexadecimal digits; others are letters, digits and
     *     bytes that are not ASCII. No value is empty.
     */
    public LineShape(byte[] literals, int[] literalEnds, boolean[] numbers) {
        this.literals = literals;
        this.literalEnds = literalEnds;
        this.numbers = numbers;
    }

    public int slots() {
        return numbers.length;
    }

    public boolean isNumber(int slot) {
        return numbers[slot];
    }

    public byte[] literals() {
        return literals;
    }

    /** Where the literal before {@code slot} begins; for the number of slots, the last literal. */
    public int literalStart(int slot) {
        return slot == 0 ? 0 : literalEnds[slot - 1];
    }

    public int literalEnd(int slot) {
        return literalEnds[slot];
    }
}
