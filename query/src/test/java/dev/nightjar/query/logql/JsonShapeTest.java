package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields taken from a line's shape are those that reading the line yields. */
class JsonShapeTest {
    /** One line, with {@code ‹…›} around what varies, as a store that knows its shape would show it, or one that does not. */
    private record ShapedLine(
            List<String> literals,
            List<String> slots,
            boolean known,
            @Nullable LineShape of) implements LogCursor {
        static ShapedLine of(String marked, boolean known) {
            List<String> literals = new ArrayList<>();
            List<String> slots = new ArrayList<>();
            String[] parts = marked.split("[‹›]", -1);
            for (int i = 0; i < parts.length; i++) {
                (i % 2 == 0 ? literals : slots).add(parts[i]);
            }
            int[] ends = new int[literals.size()];
            boolean[] numbers = new boolean[slots.size()];
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < ends.length; i++) {
                all.append(literals.get(i));
                ends[i] = all.toString().getBytes(StandardCharsets.UTF_8).length;
            }
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = slots.get(i).matches("[0-9a-f]+");
            }
            LineShape shape = new LineShape(all.toString().getBytes(StandardCharsets.UTF_8), ends, numbers);
            return new ShapedLine(literals, slots, known, shape);
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public Labels labels() {
            return Labels.of("app", "a", "level", "info");
        }

        @Override
        public long timestampNanos() {
            return 1;
        }

        @Override
        public byte[] line() {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < literals.size(); i++) {
                line.append(literals.get(i)).append(i < slots.size() ? slots.get(i) : "");
            }
            return line.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Labels metadata() {
            return Labels.of("trace", "7");
        }

        @Override
        public @Nullable LineShape shape() {
            return known ? of : null;
        }

        @Override
        public byte[] slot(int slot) {
            return slots.get(slot).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {}
    }

    private static Entry read(String marked, boolean known) {
        Entry entry = Entry.of(ShapedLine.of(marked, known));
        new JsonStep(new Stage.Json(0, List.of())).apply(entry);
        return entry;
    }

    private static void assertSame(String marked) {
        assertThat((Object) read(marked, true).labels())
                .as(marked)
                .isEqualTo(read(marked, false).labels());
        Entry shaped = read(marked, true);
        Entry plain = read(marked, false);
        for (String label : plain.names()) {
            assertThat(shaped.get(label)).as("%s of %s", label, marked).isEqualTo(plain.get(label));
            assertThat(shaped.has(label)).isTrue();
        }
        assertThat(shaped.failed()).isEqualTo(plain.failed());
    }

    @Test
    void fields_are_those_that_reading_the_line_yields() {
        assertSame(
                "{\"status\":‹200›,\"took\":-‹1›.‹5›e‹3›,\"path\":\"/a/‹77›/‹abc›\",\"app\":\"‹b›\",\"level\":\"warn\"}");
        assertSame("{\"id\":\"‹00ff›\",\"n\":{\"a b\":\"‹größe›\",\"c\":null},\"list\":[‹1›,\"‹x›\"],\"t\":true}");
        assertSame("{\"a\":‹1›,\"a\":‹2›,\"a_b\":\"x\",\"a\":{\"b\":‹3›}}");
        assertSame("{}");
    }

    @Test
    void what_a_shape_cannot_promise_is_read_from_the_line() {
        assertSame("{\"status\":‹12ab›}");
        assertSame("{\"status\":‹12e5›}");
        assertSame("{\"status\":‹true›}");
        assertSame("{\"user_‹7›\":‹1›}");
        assertSame("{\"text\":\"\\‹n›ew\",\"u\":\"\\u00‹41›\"}");
        assertSame("{\"level_extracted\":\"x\",\"level\":\"y\",\"__error__\":\"z\"}");
        assertSame("‹12› is no JSON");
        assertSame("[‹1›]");
        assertSame("{\"a\":‹1›");
        assertSame("{\"mark\":\"\uE000‹1›\"}");
    }

    @Test
    void any_line_yields_the_same_fields_either_way() {
        Random random = new Random(4);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            "\"a\"",
            "\"b\":",
            ":",
            ",",
            "‹1›",
            "\"‹x›\"",
            "‹ab12›",
            "\"n‹3›\":",
            "null",
            "-",
            "\\",
            " ",
            "\"c\":{",
            "1.",
            "{\"d\":",
            "}}"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder("{\"k\":");
            for (int i = random.nextInt(8); i >= 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            assertSame(line.append(random.nextBoolean() ? "}" : "").toString());
        }
    }

    @Test
    void what_a_later_stage_changes_stays_changed() {
        Entry entry = read("{\"status\":‹200›,\"took\":‹5›}", true);
        entry.put("status", "ok");
        entry.remove("took");
        assertThat((Object) entry.labels())
                .isEqualTo(Labels.of("app", "a", "level", "info", "trace", "7", "status", "ok"));
    }
}
