package dev.nightjar.gotemplate.notation;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of times in Go's notation, where a time is shown as a certain moment would be: Monday, 2 January 2006,
 * 15:04:05, seven hours behind UTC.
 */
final class GoLayout {
    /** What stands in a layout. */
    enum Element {
        TEXT,
        LONG_MONTH("January"),
        MONTH("Jan"),
        NUMBER_MONTH("1"),
        ZERO_MONTH("01"),
        LONG_WEEKDAY("Monday"),
        WEEKDAY("Mon"),
        DAY("2"),
        BLANK_DAY("_2"),
        ZERO_DAY("02"),
        BLANK_YEAR_DAY("__2"),
        ZERO_YEAR_DAY("002"),
        HOUR("15"),
        HOUR_12("3"),
        ZERO_HOUR_12("03"),
        MINUTE("4"),
        ZERO_MINUTE("04"),
        SECOND("5"),
        ZERO_SECOND("05"),
        LONG_YEAR("2006"),
        YEAR("06"),
        UPPER_HALF("PM"),
        LOWER_HALF("pm"),
        ZONE_NAME("MST"),
        Z_OFFSET("Z0700"),
        Z_COLON_OFFSET("Z07:00"),
        Z_HOURS("Z07"),
        Z_SECONDS_OFFSET("Z070000"),
        Z_COLON_SECONDS_OFFSET("Z07:00:00"),
        OFFSET("-0700"),
        COLON_OFFSET("-07:00"),
        HOURS("-07"),
        SECONDS_OFFSET("-070000"),
        COLON_SECONDS_OFFSET("-07:00:00"),
        /** {@code .000} or {@code ,000}: all digits. */
        FRACTION,
        /** {@code .999} or {@code ,999}: without zeros at the end. */
        SHORT_FRACTION;

        private final String notation;

        Element() {
            this("");
        }

        Element(String notation) {
            this.notation = notation;
        }
    }

    /** An element as it stands in the layout; for a text, the text. */
    record Part(Element element, String text) {}

    private GoLayout() {}

    static List<Part> parts(String layout) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            Part part = element(layout, at);
            if (part.element() == Element.TEXT) {
                text.append(part.text());
            } else {
                if (!text.isEmpty()) {
                    parts.add(new Part(Element.TEXT, text.toString()));
                    text.setLength(0);
                }
                parts.add(part);
            }
            at += part.text().length();
        }
        if (!text.isEmpty()) {
            parts.add(new Part(Element.TEXT, text.toString()));
        }
        return parts;
    }

    /** The longest notation that stands here; {@code Jan} does not stand in {@code Jane}. */
    private static Part element(String layout, int at) {
        Part fraction = fraction(layout, at);
        if (fraction.element() != Element.TEXT) {
            return fraction;
        }
        Element found = Element.TEXT;
        for (Element each : Element.values()) {
            boolean longer = each.notation.length() > found.notation.length();
            if (longer && layout.startsWith(each.notation, at) && !continues(each, layout, at)) {
                found = each;
            }
        }
        return found == Element.TEXT ? new Part(found, layout.substring(at, at + 1)) : new Part(found, found.notation);
    }

    private static boolean continues(Element element, String layout, int at) {
        int end = at + element.notation.length();
        boolean lowerFollows = end < layout.length() && Character.isLowerCase(layout.charAt(end));
        return switch (element) {
            case MONTH, WEEKDAY -> lowerFollows;
            case BLANK_DAY -> layout.startsWith("_2006", at);
            default -> false;
        };
    }

    /** Digits behind a point or comma, where no more digits follow. */
    private static Part fraction(String layout, int at) {
        char c = layout.charAt(at);
        char digit = at + 1 < layout.length() ? layout.charAt(at + 1) : ' ';
        if ((c != '.' && c != ',') || (digit != '0' && digit != '9')) {
            return new Part(Element.TEXT, "");
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean more = end < layout.length() && Character.isDigit(layout.charAt(end));
        return more
                ? new Part(Element.TEXT, "")
                : new Part(digit == '0' ? Element.FRACTION : Element.SHORT_FRACTION, layout.substring(at, end));
    }
}
