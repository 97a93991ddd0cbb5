package dev.nightjar.server.differential;

import static dev.nightjar.server.differential.Piece.loose;

/** Writes selectors and what stands behind them: ranges, {@code offset}, {@code @}, and the modifiers of newer versions. */
record Selecting(Choice choice, int version) {
    private static final int EXTENDED_RANGES = 3008;
    private static final int FILL = 3010;

    Piece selector() {
        if (choice.oneIn(20)) {
            return new Piece.Words(choice.of(
                    "{__name__=~\"load|temperature\"}",
                    "{\"queue.length\"}",
                    "{\"queue.length\", \"zone.name\"=~\"é.*\"}",
                    "{__name__=\"load\"}",
                    "{job=\"api\", __name__!~\"latency.*|odd\"}",
                    "{instance=~\"0|1\", __name__=~\".*t.*\"}",
                    "{__name__=~\"nh_(mixed|gauge)\"}",
                    "{\"load\", 'job'='api',}",
                    "{__name__=~`re.*_total|up`, \"zone.name\"=\"\"} # a comment\n",
                    "{job=\"api\", __name__=~\"[l-u].*\", instance=~\"|[12]\"}"));
        }
        String metric = choice.of(
                "requests_total",
                "requests_total",
                "temperature",
                "temperature",
                "load",
                "load",
                "odd",
                "up",
                "latency_count",
                "latency_bucket",
                "target_info",
                "nh_counter",
                "nh_counter",
                "nh_custom",
                "nh_gauge",
                "nh_mixed",
                "nh_mixed",
                "not_there");
        if (choice.oneIn(2)) {
            return new Piece.Words(metric);
        }
        return loose(
                metric,
                loose(choice.of(
                        "{job=\"api\"}",
                        "{instance=~\"[0-3]\"}",
                        "{job!=\"web\", instance!~\"0|2\"}",
                        "{instance=\"4\"}",
                        "{instance=\"5\"}",
                        "{code=\"200\"}",
                        "{code!=\"\"}",
                        "{nope=\"\"}",
                        "{job=~\"a.*|b.*\"}",
                        "{instance!~\"(?i)[A-Z].*\"}",
                        "{code=~\"\"}",
                        "{job!=\"db\", job=\"api\"}",
                        "{job=\"api\", instance=\"0\", instance=\"1\"}",
                        "{\"job\"=~'^(?:api|web)$', instance=~\".+\",}",
                        "{job=~\"(?s:a).{2}\", instance!~\"\"}",
                        "{job=\"\\x61p\\u0069\"}",
                        "{ job = `web` , instance != \"3\" }",
                        "{}")));
    }

    String duration() {
        return choice.oneIn(12)
                ? choice.of("5m + 30s", "2 * 2m", "300", "90.5", "1h - 30m", "-(-4m)")
                : choice.of("1m", "5m", "47s", "10m", "31m", "3m", "1m30s500ms", "2h", "16s");
    }

    Piece timing() {
        long inside = SampleData.START / 1000 + 2000;
        return switch (choice.random().nextInt(12)) {
            case 0 -> loose(" offset ", choice.of("3m", "47s", "1ms", "20m", "2h", "0", "90.25"));
            case 1 -> loose(" offset ", choice.of("-2m", "-90", "-1s", "- 30s"));
            case 2 ->
                loose(
                        " @ ",
                        choice.of(
                                String.valueOf(inside),
                                inside + ".5",
                                inside + ".0004",
                                "start()",
                                "end()",
                                "0",
                                "1.767607e9"));
            case 3 ->
                loose(
                        loose(" @ ", choice.of(String.valueOf(inside), "start()", "end()")),
                        loose(" offset ", choice.of("1m", "-3m")));
            case 4 -> loose(loose(" offset ", choice.of("1m", "(1m + 20s)")), loose(" @ ", choice.of("end()")));
            default -> loose();
        };
    }

    /** Behind a range. */
    Piece extension() {
        return version >= EXTENDED_RANGES && choice.oneIn(8) ? loose(choice.of(" anchored", " smoothed")) : loose();
    }

    /** Behind {@code on} or {@code ignoring}. */
    Piece fill() {
        return version >= FILL && choice.oneIn(6)
                ? loose(choice.of(" fill (0)", " fill_left (1)", " fill_right (-1)", " fill_left (2) fill_right (3)"))
                : loose();
    }
}
