package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import java.util.Arrays;

/**
 * A test's automaton over the rows of one template: where each literal leads from the places that rows come to it from,
 * and where a slot leads where that does not depend on its value. Used by one thread.
 */
final class TemplateWalk {
    /** No place and no answer: the slot's value decides. */
    static final int LOOK = 0;

    private static final byte[] BREAK = {'\n'};

    /** So many are remembered by slot; beyond, a literal is walked through again. */
    private static final int MOST_LINKS = 32;

    private final Template template;
    private final LineTest.Walk walk;
    private final SlotWalk slots;
    /** By slot: place before the literal, place behind it, place behind the slot or {@link #LOOK}; and so on. */
    private final int[][] links;

    /** By slot, how many slots before it share its column. */
    private final int[] offsets;

    /** The answer of a line that is one row of this template, or {@link #LOOK}. */
    private final int answer;

    private int behindLiteral;

    TemplateWalk(Template template, LineTest.Walk walk, SlotWalk slots) {
        this.template = template;
        this.walk = walk;
        this.slots = slots;
        this.links = new int[template.slots()][];
        Arrays.fill(links, new int[0]);
        this.offsets = new int[template.slots()];
        for (int slot = 0; slot < offsets.length; slot++) {
            offsets[slot] = template.offset(slot);
        }
        this.answer = answer(new PlaceSet(walk.start()));
    }

    int answer() {
        return answer;
    }

    private int answer(PlaceSet start) {
        PlaceSet here = start;
        PlaceSet answers = new PlaceSet();
        for (int slot = 0; slot < template.slots(); slot++) {
            PlaceSet behind = new PlaceSet();
            for (int i = 0; i < here.size(); i++) {
                behind.addAll(slots.through(template.kind(slot), literal(slot, here.get(i))));
            }
            if (behind.isTooLarge()) {
                return LOOK;
            }
            here = behind;
        }
        for (int i = 0; i < here.size(); i++) {
            int end = literal(template.slots(), here.get(i));
            answers.add(end > 0 ? walk.end(end) : end);
        }
        return answers.size() == 1 ? answers.get(0) : LOOK;
    }

    int offset(int slot) {
        return offsets[slot];
    }

    /** Where the literal before a slot, or the last one, leads from a place. */
    int literal(int slot, int place) {
        return place <= 0
                ? place
                : walk.step(place, template.literals(), template.literalStart(slot), template.literalEnd(slot));
    }

    /** Where the literal before a slot and the slot lead; {@link #LOOK} leaves it to the value, from {@link #before}. */
    int through(int slot, int place) {
        int[] known = links[slot];
        for (int i = 0; i < known.length; i += 3) {
            if (known[i] == place) {
                behindLiteral = known[i + 1];
                return known[i + 2];
            }
        }
        behindLiteral = literal(slot, place);
        PlaceSet behind = slots.through(template.kind(slot), behindLiteral);
        int end = behind.size() == 1 && !behind.isTooLarge() ? behind.get(0) : LOOK;
        if (known.length < 3 * MOST_LINKS) {
            int[] more = Arrays.copyOf(known, known.length + 3);
            more[known.length] = place;
            more[known.length + 1] = behindLiteral;
            more[known.length + 2] = end;
            links[slot] = more;
        }
        return end;
    }

    /** The place before the value that {@link #through} left to look at. */
    int before() {
        return behindLiteral;
    }

    static int breakLine(LineTest.Walk walk, int place) {
        return place <= 0 ? place : walk.step(place, BREAK, 0, 1);
    }
}
