package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import java.util.HashMap;
import java.util.Map;

/** Where the values that a slot may have lead in a test's automaton, whatever they are. Used by one thread. */
final class SlotWalk {
    private final LineTest.Walk walk;
    private final Map<Integer, PlaceSet> behindNumbers = new HashMap<>();
    private final Map<Integer, PlaceSet> behindWords = new HashMap<>();

    SlotWalk(LineTest.Walk walk) {
        this.walk = walk;
    }

    /** All places behind slots of a kind that begin at a place; of an answer, itself. Not to be changed. */
    PlaceSet through(byte kind, int place) {
        if (place <= 0) {
            return new PlaceSet(place);
        }
        boolean number = kind == Template.NUMBER;
        return (number ? behindNumbers : behindWords).computeIfAbsent(place, it -> behind(it, number));
    }

    /** Of values of any length from one byte on. What is no UTF-8 is read as if it were: it may lead anywhere here. */
    private PlaceSet behind(int place, boolean number) {
        PlaceSet found = new PlaceSet();
        step(place, number, found);
        for (int i = 0; i < found.size() && !found.isTooLarge(); i++) {
            if (found.get(i) > 0) {
                step(found.get(i), number, found);
            }
        }
        return found;
    }

    private void step(int place, boolean number, PlaceSet found) {
        for (int value = 0; value < 256 && !found.isTooLarge(); value++) {
            if (RowShape.mayStandIn((byte) value, number)) {
                found.add(walk.stepBy(place, value));
            }
        }
    }
}
