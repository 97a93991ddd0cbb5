package dev.nightjar.query.promql;

import java.util.Comparator;

/**
 * The order in which {@code host2} comes before {@code host10}: texts are cut into runs of digits and runs of everything
 * else, which are compared one after the other; two runs of digits by the number they are, all others letter by letter.
 * So {@code host1} comes before {@code host-a}, whose first run goes on.
 */
final class NaturalOrder implements Comparator<String> {
    static final NaturalOrder OF_TEXTS = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = end(a, i);
            int endB = end(b, j);
            String runA = a.substring(i, endA);
            String runB = b.substring(j, endB);
            int order = isDigit(runA.charAt(0)) && isDigit(runB.charAt(0)) ? numbers(runA, runB) : texts(runA, runB);
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    /** Where the run ends that begins at {@code from}. */
    private static int end(String text, int from) {
        boolean digits = isDigit(text.charAt(from));
        int end = from + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Of any length; of the same number the longer text comes first. */
    private static int numbers(String a, String b) {
        String shortA = a.replaceFirst("^0+(?!$)", "");
        String shortB = b.replaceFirst("^0+(?!$)", "");
        int order = Integer.compare(shortA.length(), shortB.length());
        if (order == 0) {
            order = shortA.compareTo(shortB);
        }
        return order == 0 ? Integer.compare(b.length(), a.length()) : order;
    }

    /** By code points, as UTF-8 is ordered. */
    private static int texts(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int order = Integer.compare(a.codePointAt(i), b.codePointAt(i));
            if (order != 0) {
                return order;
            }
            i += Character.charCount(a.codePointAt(i));
        }
        return Integer.compare(a.length(), b.length());
    }
}
