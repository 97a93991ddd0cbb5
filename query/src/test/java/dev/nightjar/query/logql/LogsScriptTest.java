package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.SourceText;
import dev.nightjar.testkit.InMemoryLogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the {@code .logs} files; their grammar is in {@code src/test/resources/logql/README.md}. */
class LogsScriptTest {
    private static final long SECOND = 1_000_000_000L;

    @TestFactory
    Stream<DynamicNode> every_logs_file_holds() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/logql"))) {
            return files.filter(file -> file.toString().endsWith(".logs")).sorted().toList().stream()
                    .map(LogsScriptTest::container);
        }
    }

    private static DynamicNode container(Path file) {
        try {
            LogsScript script = LogsScript.parse(Files.readAllLines(file));
            InMemoryLogStore store = new InMemoryLogStore();
            LogQl language = new LogQl(store, QueryLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH));
            return DynamicContainer.dynamicContainer(
                    file.getFileName().toString(),
                    script.commands().stream()
                            .map(command -> DynamicTest.dynamicTest(
                                    command.lineNumber() + ": " + command.text(),
                                    () -> run(command, store, language))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void run(LogsScript.Command command, InMemoryLogStore store, LogQl language) {
        Words words = new Words(command.text());
        switch (words.next()) {
            case "push" -> push(labels(words.rest()), command.body(), store);
            case "logs" -> logs(words, command.body(), language);
            case "instant" -> instant(words, command.body(), language);
            case "range" -> range(words, command.body(), language);
            case "fail" -> fail(words.rest(), command.body(), language);
            default -> throw new AssertionError("unknown command: " + command.text());
        }
    }

    private static void push(Labels stream, List<String> lines, InMemoryLogStore store) {
        LogBatch.StreamBuilder builder = LogBatch.stream(stream);
        for (String line : lines) {
            Expected entry = Expected.parse(line, false);
            byte[] text = ByteText.bytes(entry.text());
            builder.line(entry.timeNanos(), text, 0, text.length, entry.labels());
        }
        store.append(new LogBatch(List.of(builder.build())));
    }

    private static void logs(Words words, List<String> body, LogQl language) {
        long from = 0;
        long to = 3600 * SECOND;
        int limit = 100;
        LogDirection direction = LogDirection.BACKWARD;
        while (!words.rest().startsWith("{")) {
            switch (words.next()) {
                case "from" -> from = time(words.next());
                case "to" -> to = time(words.next());
                case "limit" -> limit = Integer.parseInt(words.next());
                case "forward" -> direction = LogDirection.FORWARD;
                default -> throw new AssertionError("unknown word before: " + words.rest());
            }
        }
        List<Expected> found = language
                .prepare(words.rest())
                .streams(new NanoRange(from, to), limit, direction, new Cancellation())
                .entries()
                .stream()
                .map(entry ->
                        new Expected(entry.timestampNanos(), entry.labels(), entry.blank(), ByteText.of(entry.line())))
                .toList();
        assertThat(found)
                .containsExactlyElementsOf(
                        body.stream().map(line -> Expected.parse(line, true)).toList());
    }

    private static void instant(Words words, List<String> body, LogQl language) {
        words.expect("at");
        long at = time(words.next());
        List<String> found = new ArrayList<>();
        switch (language.prepare(words.rest()).at(at, new Cancellation())) {
            case QueryValue.Scalar scalar -> found.add(NumberText.sample(scalar.value()));
            case QueryValue.InstantVector vector ->
                vector.samples()
                        .forEach(sample -> found.add(sample.labels() + " " + NumberText.sample(sample.value())));
            case QueryValue.RangeMatrix matrix -> throw new AssertionError("a matrix: " + matrix);
            case QueryValue.Text text -> throw new AssertionError("a text: " + text);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(body);
    }

    private static void range(Words words, List<String> body, LogQl language) {
        words.expect("from");
        long from = time(words.next()) / 1_000_000;
        words.expect("to");
        long to = time(words.next()) / 1_000_000;
        words.expect("step");
        long step = time(words.next()) / 1_000_000;
        List<String> found = new ArrayList<>();
        QueryValue.RangeMatrix matrix =
                (QueryValue.RangeMatrix) language.prepare(words.rest()).range(from, to, step, new Cancellation());
        for (QueryValue.Series series : matrix.series()) {
            StringJoiner values = new StringJoiner(" ", series.labels() + " ", "");
            int next = 0;
            for (long at = from; at <= to; at += step) {
                boolean present = next < series.size() && series.timesMillis()[next] == at;
                values.add(present ? NumberText.sample(series.values()[next++]) : "_");
            }
            found.add(values.toString());
        }
        assertThat(found).containsExactlyElementsOf(body);
    }

    private static void fail(String query, List<String> body, LogQl language) {
        QueryException error = catchThrowableOfType(QueryException.class, () -> {
            LogQuery prepared = language.prepare(query);
            if (prepared.isMetric()) {
                prepared.instant(120_000, new Cancellation());
            } else {
                prepared.streams(NanoRange.ALL, 10, LogDirection.FORWARD, new Cancellation());
            }
        });
        assertThat(error).as("no error for " + query).isNotNull();
        assertThat(String.valueOf(error.getMessage()).stripTrailing())
                .isEqualTo(String.join("\n", body).stripTrailing());
    }

    private static long time(String text) {
        return Units.durationNanos(text).orElseThrow(() -> new AssertionError("not a time: " + text));
    }

    private static Labels labels(String selector) {
        Expression parsed = Parser.parse(new SourceText(selector));
        Labels.Builder labels = Labels.builder();
        for (Matcher matcher : ((Expression.Lines) parsed).matchers()) {
            labels.set(matcher.name(), matcher.value());
        }
        return labels.build();
    }

    /** Walks over the words of a command. */
    private static final class Words {
        private String rest;

        Words(String text) {
            this.rest = text;
        }

        String next() {
            int end = rest.indexOf(' ');
            String word = end < 0 ? rest : rest.substring(0, end);
            rest = end < 0 ? "" : rest.substring(end).strip();
            return word;
        }

        void expect(String word) {
            assertThat(next()).isEqualTo(word);
        }

        String rest() {
            return rest;
        }
    }

    /** Names of labels without a value, in order. */
    private static List<String> blank(String selector) {
        return ((Expression.Lines) Parser.parse(new SourceText(selector)))
                .matchers().stream()
                        .filter(matcher -> matcher.value().isEmpty())
                        .map(Matcher::name)
                        .sorted()
                        .toList();
    }

    /** A line of a body: time, labels in braces, text, which may be quoted. */
    private record Expected(long timeNanos, Labels labels, List<String> blank, String text) {
        static Expected parse(String line, boolean labelsNeeded) {
            Words words = new Words(line);
            long at = time(words.next());
            String rest = words.rest();
            Labels labels = Labels.EMPTY;
            List<String> blank = List.of();
            int end = rest.startsWith("{") ? closing(rest) : -1;
            if (end > 0 && (labelsNeeded || rest.charAt(1) != '"')) {
                labels = LogsScriptTest.labels(rest.substring(0, end + 1));
                blank = LogsScriptTest.blank(rest.substring(0, end + 1));
                rest = rest.substring(end + 1).strip();
            }
            boolean quoted = rest.length() > 1 && rest.startsWith("\"") && rest.endsWith("\"");
            String text = quoted ? Lexer.tokens(new SourceText(rest)).getFirst().text() : rest;
            return new Expected(at, labels, blank, text);
        }

        private static int closing(String text) {
            boolean inString = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = !inString;
                } else if (c == '}' && !inString) {
                    return i;
                }
            }
            return -1;
        }
    }
}
