package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a tree in one line, as Loki does; the text parses to the same tree. */
final class Printer {
    private Printer() {}

    static String print(Expression expression) {
        return switch (expression) {
            case Expression.Lines lines -> lines(lines);
            case Expression.RangeAggregation range -> rangeAggregation(range);
            case Expression.VectorAggregation aggregation ->
                head(aggregation)
                        + '('
                        + parameter(aggregation).map(text -> text + ',').orElse("")
                        + print(aggregation.operand())
                        + ')';
            case Expression.Sort sort -> sortName(sort) + '(' + print(sort.operand()) + ')';
            case Expression.Binary binary ->
                '(' + print(binary.left()) + ' ' + operator(binary) + ' ' + print(binary.right()) + ')';
            case Expression.LabelReplace replace ->
                "label_replace(" + print(replace.operand()) + ',' + String.join(",", arguments(replace)) + ')';
            case Expression.Literal number -> number(number.value());
            case Expression.Vector vector -> "vector(" + fixed(vector.value()) + ')';
        };
    }

    /** What has no digits is written as a calculation that comes to it. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "(0 / 0)";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "(2 ^ 1024)" : "(-2 ^ 1025)";
        }
        return NumberText.general(value);
    }

    /** With six decimals, unless that is another number. */
    private static String fixed(double value) {
        String text = String.format(Locale.ROOT, "%f", value);
        return Double.isFinite(value) && Double.parseDouble(text) == value ? text : NumberText.sample(value);
    }

    static String sortName(Expression.Sort sort) {
        return sort.descending() ? "sort_desc" : "sort";
    }

    static List<String> arguments(Expression.LabelReplace replace) {
        return List.of(
                GoText.quoted(replace.target()),
                GoText.quoted(replace.replacement()),
                GoText.quoted(replace.source()),
                GoText.quoted(replace.regex()));
    }

    static String head(Expression.VectorAggregation aggregation) {
        boolean all = !aggregation.grouping().without()
                && aggregation.grouping().labels().isEmpty();
        return aggregation.symbol() + (all ? "" : grouping(aggregation.grouping(), ","));
    }

    static Optional<String> parameter(Expression.VectorAggregation aggregation) {
        return aggregation.parameter().map(NumberText::plain);
    }

    static String grouping(Grouping grouping, String separator) {
        return (grouping.without() ? " without (" : " by (") + String.join(separator, grouping.labels()) + ')';
    }

    static String operator(Expression.Binary binary) {
        VectorMatching matching = binary.matching();
        StringBuilder text = new StringBuilder(binary.op().symbol());
        if (binary.bool()) {
            text.append(" bool");
        }
        if (matching.on() || !matching.labels().isEmpty() || !isPlain(matching)) {
            text.append(matching.on() ? " on (" : " ignoring (")
                    .append(String.join(",", matching.labels()))
                    .append(')');
        }
        if (!isPlain(matching)) {
            text.append(
                    matching.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE ? " group_left" : " group_right");
            // the parentheses keep the operand's own from being read as labels
            text.append(" (").append(String.join(",", matching.include())).append(')');
        }
        return text.toString();
    }

    private static boolean isPlain(VectorMatching matching) {
        return switch (matching.cardinality()) {
            case ONE_TO_ONE, MANY_TO_MANY -> true;
            case MANY_TO_ONE, ONE_TO_MANY -> false;
        };
    }

    private static String rangeAggregation(Expression.RangeAggregation range) {
        return range.function().symbol()
                + '('
                + range.parameter().map(value -> NumberText.plain(value) + ',').orElse("")
                + print(range.lines())
                + range.unwrap().map(unwrap -> ' ' + unwrap(unwrap, " ")).orElse("")
                + '['
                + GoText.range(range.rangeNanos())
                + ']'
                + (range.shiftNanos() == 0 ? "" : " offset " + GoText.duration(range.shiftNanos()))
                + ')'
                + range.grouping().map(grouping -> grouping(grouping, ",")).orElse("");
    }

    /** {@code separator} stands between the unwrap and the filters after it. */
    static String unwrap(Expression.Unwrap unwrap, String separator) {
        String symbol = unwrap.conversion().symbol();
        return "| unwrap " + (symbol.isEmpty() ? unwrap.label() : symbol + '(' + unwrap.label() + ')')
                + unwrap.after().stream().map(stage -> separator + stage(stage)).collect(Collectors.joining());
    }

    private static String lines(Expression.Lines lines) {
        String selector = selector(lines.matchers());
        return lines.stages().isEmpty() ? selector : selector + ' ' + joined(lines.stages(), " ", Printer::stage);
    }

    static String selector(List<Matcher> matchers) {
        return '{' + joined(matchers, ", ", Printer::matcher) + '}';
    }

    private static <T> String joined(List<T> parts, String separator, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining(separator));
    }

    private static String matcher(Matcher matcher) {
        return matcher.name() + matcher.op().symbol() + GoText.quoted(matcher.value());
    }

    static String stage(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter filter ->
                filter.op().symbol() + ' ' + joined(filter.operands(), " or ", Printer::operand);
            case Stage.Json json -> "| json" + extractions(json.extractions());
            case Stage.Logfmt logfmt ->
                "| logfmt" + (logfmt.strict() ? " --strict" : "") + (logfmt.keepEmpty() ? " --keep-empty" : "")
                        + extractions(logfmt.extractions());
            case Stage.PatternParser pattern -> "| pattern " + GoText.quoted(pattern.pattern());
            case Stage.Regexp regexp -> "| regexp " + GoText.quoted(regexp.regex());
            case Stage.Unpack _ -> "| unpack";
            case Stage.Decolorize _ -> "| decolorize";
            case Stage.LineFormat format -> "| line_format " + GoText.quoted(format.template());
            case Stage.LabelFormat format ->
                "| label_format "
                        + joined(
                                format.formats(),
                                ",",
                                each -> each.label()
                                        + '='
                                        + (each.rename() ? each.value() : GoText.quoted(each.value())));
            case Stage.LabelFilter filter -> "| " + condition(filter.condition());
            case Stage.Select select ->
                (select.keep() ? "| keep " : "| drop ")
                        + joined(
                                select.choices(),
                                ",",
                                choice -> choice.matcher().map(Printer::matcher).orElse(choice.label()));
        };
    }

    private static String operand(Stage.LineFilter.Operand operand) {
        String text = GoText.quoted(operand.text());
        return operand.ip() ? "ip(" + text + ')' : text;
    }

    private static String extractions(List<Stage.Extraction> extractions) {
        return extractions.isEmpty()
                ? ""
                : ' ' + joined(extractions, ",", each -> each.label() + '=' + GoText.quoted(each.expression()));
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Text text -> matcher(text.matcher());
            case Condition.Ip ip -> ip.label() + (ip.equal() ? "=" : "!=") + "ip(" + GoText.quoted(ip.pattern()) + ')';
            case Condition.Compare compare -> compare.label() + compare.op().symbol() + value(compare);
            case Condition.Both both -> "( " + condition(both.left()) + " , " + condition(both.right()) + " )";
            case Condition.Either either -> "( " + condition(either.left()) + " or " + condition(either.right()) + " )";
        };
    }

    private static String value(Condition.Compare compare) {
        return switch (compare.unit()) {
            case NUMBER -> NumberText.plain(compare.value());
            case DURATION -> GoText.duration((long) compare.value());
            case BYTES -> size(compare.value());
        };
    }

    /** In the largest unit that leaves one decimal, else in bytes. */
    private static String size(double bytes) {
        String[] units = {"EB", "PB", "TB", "GB", "MB", "kB"};
        double scale = 1e18;
        for (String unit : units) {
            double tenths = bytes / scale * 10;
            if (bytes >= scale) {
                return tenths == Math.rint(tenths)
                        ? (bytes >= 10 * scale
                                        ? NumberText.plain(tenths / 10)
                                        : String.format(Locale.ROOT, "%.1f", tenths / 10))
                                + unit
                        : NumberText.plain(bytes) + 'B';
            }
            scale /= 1000;
        }
        return NumberText.plain(bytes) + 'B';
    }
}
