package dev.nightjar.query;

import dev.nightjar.gotemplate.notation.GoNumbers;

/** Numbers as the HTTP APIs write them: the shortest decimal that reads back as the same double. */
public final class NumberText {
    private NumberText() {}

    /** As a sample value in JSON: with an exponent only below 1e-6 and from 1e21 on. */
    public static String sample(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < Double.POSITIVE_INFINITY && (size < 1e-6 || size >= 1e21)) {
            return GoNumbers.exponent(value);
        }
        return GoNumbers.plain(value);
    }

    /** As in messages and in the text format: with an exponent below 1e-4 and from 1e6 on. */
    public static String general(double value) {
        return GoNumbers.shortest(value);
    }

    /** Always with an exponent, as rules and alerts have it: {@code 1e+00}. */
    public static String exponent(double value) {
        return GoNumbers.exponent(value);
    }

    /** Never with an exponent. */
    public static String plain(double value) {
        return GoNumbers.plain(value);
    }
}
