package dev.nightjar.query.vector;

import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import java.util.Arrays;

/** The {@code k} of topk, bottomk and limitk at each step. */
final class Limits {
    private Limits() {}

    static int[] of(double[] parameter) {
        int[] limits = new int[parameter.length];
        boolean someTaken = Arrays.stream(parameter).anyMatch(value -> value >= 1);
        for (int i = 0; i < parameter.length; i++) {
            double value = parameter[i];
            if (Double.isNaN(value)) {
                throw QueryException.execution("Parameter value is NaN");
            }
            if (someTaken && (value <= -0x1p63 || value >= 0x1p63)) {
                throw QueryException.execution("Scalar value " + NumberText.general(value)
                        + (value < 0 ? " underflows" : " overflows") + " int64");
            }
            limits[i] = Math.clamp((long) value, 0, Integer.MAX_VALUE);
        }
        return limits;
    }
}
