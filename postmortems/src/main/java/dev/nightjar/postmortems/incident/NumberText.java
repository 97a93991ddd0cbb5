package dev.nightjar.postmortems.incident;

import java.math.BigDecimal;
import java.math.MathContext;

/** Turns a value into three significant digits. */
public final class NumberText {
    private NumberText() {}

    public static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "unknown" : value > 0 ? "infinite" : "minus infinite";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        boolean readable = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9);
        return readable ? rounded.toPlainString() : rounded.toString();
    }

    /** A ratio as percent: 0.0123 is {@code 1.23 %}. */
    public static String percent(double ratio) {
        return of(ratio * 100) + " %";
    }
}
