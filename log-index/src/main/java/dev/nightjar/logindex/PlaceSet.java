package dev.nightjar.logindex;

import java.util.Arrays;

/** Places and answers that a {@link dev.nightjar.model.LineTest.Walk} may come to; a few. */
final class PlaceSet {
    static final int MOST = 16;

    private int[] places = new int[4];
    private int size;

    PlaceSet(int... places) {
        for (int place : places) {
            add(place);
        }
    }

    int size() {
        return size;
    }

    int get(int i) {
        return places[i];
    }

    /** It holds more than it is good for, and no longer all. */
    boolean isTooLarge() {
        return size > MOST;
    }

    void add(int place) {
        for (int i = 0; i < size; i++) {
            if (places[i] == place) {
                return;
            }
        }
        if (!isTooLarge()) {
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
            }
            places[size++] = place;
        }
    }

    void addAll(PlaceSet others) {
        for (int i = 0; i < others.size; i++) {
            add(others.places[i]);
        }
    }
}
