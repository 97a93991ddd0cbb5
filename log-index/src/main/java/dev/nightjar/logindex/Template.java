package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.Pattern;
import dev.nightjar.model.LineShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What rows that look alike have in common: literal bytes around slots for what differs. Its key is the literals with
 * {@link #SLOT} and the slot's kind in each slot's place; a row that holds a zero byte therefore has no template.
 */
final class Template {
    static final byte SLOT = 0;

    /** Digits, or hexadecimal digits of one case. */
    static final byte NUMBER = 'n';

    /** Letters, digits and bytes that are not ASCII. */
    static final byte WORD = 'w';

    /** How many bytes before a slot decide which slots share a column. */
    private static final int CONTEXT = 8;

    private final int id;
    private final byte[] key;
    private final byte[] literals;
    /** Where each literal ends in {@link #literals}: one before each slot, one behind the last. */
    private final int[] literalEnds;

    private final byte[] kinds;
    private final int[] columns;
    private final LineShape shape;
    /** Of lines that are one row. */
    private volatile @Nullable Pattern pattern;
    /** Of lines that have rows behind this one. */
    private volatile @Nullable Pattern patternOfMore;

    Template(int id, byte[] key, TemplateTable table) {
        this.id = id;
        this.key = key;
        int slots = slots(key);
        this.kinds = new byte[slots];
        this.columns = new int[slots];
        this.literalEnds = new int[slots + 1];
        this.literals = new byte[key.length - 2 * slots];
        int used = 0;
        int slot = 0;
        for (int i = 0; i < key.length; i++) {
            if (key[i] == SLOT) {
                columns[slot] = table.column(context(key, i));
                literalEnds[slot] = used;
                kinds[slot++] = key[++i];
            } else {
                literals[used++] = key[i];
            }
        }
        literalEnds[slots] = used;
        boolean[] numbers = new boolean[slots];
        for (int i = 0; i < slots; i++) {
            numbers[i] = kinds[i] == NUMBER;
        }
        this.shape = new LineShape(literals, literalEnds, numbers);
    }

    private static int slots(byte[] key) {
        int slots = 0;
        for (int i = 0; i < key.length; i++) {
            if (key[i] == SLOT) {
                slots++;
                i++;
            }
        }
        return slots;
    }

    /** The bytes before the slot at {@code end}, fewer at the key's beginning. */
    private static long context(byte[] key, int end) {
        long context = 1;
        for (int i = Math.max(0, end - CONTEXT); i < end; i++) {
            context = context << 8 | (key[i] & 0xff);
        }
        return context;
    }

    LineShape shape() {
        return shape;
    }

    @Nullable
    Pattern pattern(boolean moreRows) {
        return moreRows ? patternOfMore : pattern;
    }

    void keep(@Nullable Pattern known, boolean moreRows) {
        if (moreRows) {
            patternOfMore = known;
        } else {
            pattern = known;
        }
    }

    int id() {
        return id;
    }

    byte[] key() {
        return key;
    }

    boolean hasKey(byte[] other, int length) {
        return Arrays.equals(key, 0, key.length, other, 0, length);
    }

    int slots() {
        return kinds.length;
    }

    byte kind(int slot) {
        return kinds[slot];
    }

    /** The table's number of the column that the slot's values go to. */
    int column(int slot) {
        return columns[slot];
    }

    /** How many slots before this one share its column. */
    int offset(int slot) {
        int offset = 0;
        for (int before = 0; before < slot; before++) {
            offset += columns[before] == columns[slot] ? 1 : 0;
        }
        return offset;
    }

    byte[] literals() {
        return literals;
    }

    /** Where the literal before {@code slot} begins; for the number of slots, the last literal. */
    int literalStart(int slot) {
        return slot == 0 ? 0 : literalEnds[slot - 1];
    }

    int literalEnd(int slot) {
        return literalEnds[slot];
    }
}
