package dev.nightjar.query.vector;

import java.util.Locale;
import java.util.Optional;

/** The aggregations, with the parameter each takes before the vector. */
public enum AggregationOp {
    SUM(Parameter.NONE),
    AVG(Parameter.NONE),
    COUNT(Parameter.NONE),
    MIN(Parameter.NONE),
    MAX(Parameter.NONE),
    GROUP(Parameter.NONE),
    STDDEV(Parameter.NONE),
    STDVAR(Parameter.NONE),
    TOPK(Parameter.SCALAR),
    BOTTOMK(Parameter.SCALAR),
    QUANTILE(Parameter.SCALAR),
    COUNT_VALUES(Parameter.TEXT),
    LIMITK(Parameter.SCALAR),
    LIMIT_RATIO(Parameter.SCALAR);

    /** What stands before the vector. */
    public enum Parameter {
        NONE,
        SCALAR,
        TEXT
    }

    private final Parameter parameter;

    AggregationOp(Parameter parameter) {
        this.parameter = parameter;
    }

    public Parameter parameter() {
        return parameter;
    }

    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The aggregation of that name, whatever its case. */
    public static Optional<AggregationOp> named(String name) {
        for (AggregationOp op : values()) {
            if (op.name().equalsIgnoreCase(name)) {
                return Optional.of(op);
            }
        }
        return Optional.empty();
    }
}
