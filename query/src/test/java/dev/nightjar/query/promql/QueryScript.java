package dev.nightjar.query.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A test file cut into its commands. The notation is described in {@code promql/README.md} beside the files. */
record QueryScript(String name, List<Command> commands) {
    private static final Pattern INSTANT =
            Pattern.compile("^eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(.+?))?\\s+(.+)$");
    private static final Pattern RANGE = Pattern.compile(
            "^eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+?)\\s+(.+)$");
    private static final Pattern LOAD = Pattern.compile("^load(?:_(with_nhcb))?\\s+(.+?)$");
    private static final Pattern EXPECT =
            Pattern.compile("^expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.*))?$");
    private static final Pattern EXPECT_MATRIX =
            Pattern.compile("^expect\\s+range\\s+vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)$");

    private static final Text ANY = new Text(false, Optional.empty());

    sealed interface Command {}

    record Clear() implements Command {}

    /**
     * @param line the number of the line it begins at
     * @param withNative whether classic histograms are to be loaded as native ones, too
     */
    record Load(int line, long gapMillis, boolean withNative, List<String> rows) implements Command {}

    record Eval(
            int line,
            String query,
            long startMillis,
            long endMillis,
            Optional<Long> stepMillis,
            boolean ordered,
            Optional<Text> fail,
            List<Note> notes,
            Optional<String> text,
            Optional<Long> matrixStepMillis,
            List<String> rows)
            implements Command {}

    /** An expected text: any, exactly this, or one that a regular expression finds something in. */
    record Text(boolean regex, Optional<String> text) {
        boolean matches(String found) {
            return text.map(wanted -> regex
                            ? com.google.re2j.Pattern.compile(wanted)
                                    .matcher(found)
                                    .find()
                            : wanted.equals(found))
                    .orElse(true);
        }
    }

    record Note(String kind, Text text) {}

    static QueryScript parse(String name, String content) {
        List<Command> commands = new ArrayList<>();
        String[] lines = content.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i].strip();
            if (lines[i].startsWith("#")) {
                lines[i] = "";
            }
        }
        int at = 0;
        while (at < lines.length) {
            String line = lines[at];
            if (line.isEmpty()) {
                at++;
                continue;
            }
            int end = at + 1;
            if (line.equals("clear")) {
                commands.add(new Clear());
            } else {
                while (end < lines.length && !lines[end].isEmpty()) {
                    end++;
                }
                List<String> body = List.of(lines).subList(at + 1, end);
                commands.add(command(name, at + 1, line, body));
            }
            at = end;
        }
        return new QueryScript(name, commands);
    }

    private static Command command(String name, int number, String line, List<String> body) {
        try {
            return line.toLowerCase(Locale.ROOT).startsWith("load")
                    ? load(number, line, body)
                    : eval(number, line, body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private static Load load(int number, String line, List<String> body) {
        Matcher matcher = LOAD.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a load: " + line);
        }
        return new Load(number, millis(matcher.group(2)), matcher.group(1) != null, body);
    }

    static long millis(String duration) {
        boolean negative = duration.startsWith("-");
        String size = negative ? duration.substring(1) : duration;
        double seconds = Numbers.durationSeconds(size)
                .or(() -> Numbers.number(size))
                .orElseThrow(() -> new IllegalArgumentException("not a duration: " + duration));
        return Math.round(seconds * 1000) * (negative ? -1 : 1);
    }

    private static Eval eval(int lineNumber, String line, List<String> body) {
        Matcher range = RANGE.matcher(line);
        Matcher instant = INSTANT.matcher(line);
        boolean isRange = range.matches();
        if (!isRange && !instant.matches()) {
            throw new IllegalArgumentException("neither clear, load nor eval: " + line);
        }
        Matcher head = isRange ? range : instant;
        long start = millis(head.group(2) == null ? "0s" : head.group(2));
        long end = isRange ? millis(head.group(3)) : start;
        Optional<Long> step = isRange ? Optional.of(millis(head.group(4))) : Optional.empty();
        String query = head.group(isRange ? 5 : 3);

        boolean ordered = "ordered".equals(head.group(1));
        Optional<Text> fail = "fail".equals(head.group(1)) ? Optional.of(ANY) : Optional.empty();
        List<Note> notes = new ArrayList<>();
        if ("warn".equals(head.group(1)) || "info".equals(head.group(1))) {
            notes.add(new Note(head.group(1), ANY));
        }
        Optional<String> text = Optional.empty();
        Optional<Long> matrixStep = Optional.empty();
        List<String> rows = new ArrayList<>();
        for (String row : body) {
            Matcher expect = EXPECT.matcher(row);
            Matcher matrix = EXPECT_MATRIX.matcher(row);
            if (matrix.matches()) {
                start = millis(matrix.group(1));
                end = millis(matrix.group(2));
                matrixStep = Optional.of(millis(matrix.group(3)));
            } else if (row.matches("expect\\s+string\\s.*")) {
                String quoted = row.replaceFirst("expect\\s+string", "").strip();
                text = Optional.of(Evaluator.text(PromQl.parse(quoted)));
            } else if (row.startsWith("expected_fail_message")) {
                fail = Optional.of(new Text(false, Optional.of(row.substring(21).strip())));
            } else if (row.startsWith("expected_fail_regexp")) {
                fail = Optional.of(new Text(true, Optional.of(row.substring(20).strip())));
            } else if (expect.matches()) {
                Text wanted = new Text(
                        "regex".equals(expect.group(2)),
                        Optional.ofNullable(expect.group(3)).map(String::strip));
                switch (expect.group(1)) {
                    case "ordered" -> ordered = true;
                    case "fail" -> fail = Optional.of(wanted);
                    case String kind -> notes.add(new Note(kind, wanted));
                }
            } else if (row.matches("expect\\s.*")) {
                throw new IllegalArgumentException("not something to expect: " + row);
            } else {
                rows.add(row);
            }
        }
        for (String kind : List.of("warn", "info")) {
            if (has(notes, kind) && has(notes, "no_" + kind)) {
                throw new IllegalArgumentException("expects " + kind + " and no_" + kind + ": " + line);
            }
        }
        return new Eval(lineNumber, query, start, end, step, ordered, fail, notes, text, matrixStep, rows);
    }

    private static boolean has(List<Note> notes, String kind) {
        return notes.stream().anyMatch(note -> note.kind().equals(kind));
    }
}
