package dev.nightjar.ingest.exposition;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Bounds and quantiles as labels: one text for each number, {@code 1.0}, {@code 0.25}, {@code 1e+06}, {@code +Inf},
 * however the target writes it. Otherwise an update of its library would break every series of a histogram in two.
 */
public final class BoundText {
    private static final int MOST_PLAIN = 6;
    private static final int LEAST_PLAIN = -4;

    private BoundText() {}

    public static String of(double bound) {
        if (Double.isNaN(bound)) {
            return "NaN";
        }
        if (Double.isInfinite(bound)) {
            return bound > 0 ? "+Inf" : "-Inf";
        }
        if (bound == 0) {
            return "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(bound)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < LEAST_PLAIN || exponent >= MOST_PLAIN) {
            return scientific(shortest, exponent);
        }
        String plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static String scientific(BigDecimal shortest, int exponent) {
        BigInteger digits = shortest.unscaledValue().abs();
        String text = digits.toString();
        String mantissa = text.length() == 1 ? text : text.charAt(0) + "." + text.substring(1);
        String sign = shortest.signum() < 0 ? "-" : "";
        int size = Math.abs(exponent);
        return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" + size : size);
    }

    /** The same for a text; one that is no number stays as it is. */
    public static String normal(String text) {
        try {
            return of(
                    switch (text) {
                        case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
                        case "NaN", "nan" -> Double.NaN;
                        default -> isDecimal(text) ? Double.parseDouble(text) : reject(text);
                    });
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static double reject(String text) {
        throw new NumberFormatException(text);
    }

    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }
}
