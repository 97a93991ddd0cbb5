package dev.nightjar.ingest.otlp;

import java.math.BigDecimal;

/** Writes numbers as senders written in Go write them, so that label values are the same whoever translated. */
final class NumberText {
    private NumberText() {}

    /** Without an exponent: of bounds and quantiles. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** As JavaScript and Go's JSON write it: of attributes. */
    static String json(double value) {
        double size = Math.abs(value);
        if (size != 0 && Double.isFinite(value) && (size < 1e-6 || size >= 1e21)) {
            String text = Double.toString(value); // d.dddE-n
            String digits = text.substring(0, text.indexOf('E'));
            String exponent = text.substring(text.indexOf('E') + 1);
            return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
                    + (exponent.startsWith("-") ? "e" : "e+")
                    + (exponent.length() == 2 && exponent.startsWith("-") ? "-0" + exponent.substring(1) : exponent);
        }
        return plain(value);
    }
}
