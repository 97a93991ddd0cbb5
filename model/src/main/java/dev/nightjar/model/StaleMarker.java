package dev.nightjar.model;

/**
 * The value that says "this series ended here": one NaN of all, known by its bits. It is a signalling NaN, so it must
 * be moved and compared as bits and never go through arithmetic.
 */
public final class StaleMarker {
    public static final long BITS = 0x7ff0000000000002L;
    public static final double VALUE = Double.longBitsToDouble(BITS);

    /** The NaN that Prometheus writes for an ordinary not-a-number. */
    public static final long NORMAL_NAN_BITS = 0x7ff8000000000001L;

    private StaleMarker() {}

    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
