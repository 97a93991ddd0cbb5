package dev.nightjar.query.regex;

import com.google.re2j.Pattern;
import dev.nightjar.model.LineTest;
import dev.nightjar.query.QueryText;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a regular expression matches anywhere in a text, in time linear in the text: by an automaton that looks
 * at each byte once, and by RE2/J where that cannot decide. Thread-safe.
 */
public final class RegexSearch implements LineTest {
    private final Pattern pattern;
    private final @Nullable Program program;

    /** Automata that are not in use, one for each thread at most: what one learned of a text serves for the next. */
    private final Queue<LazyDfa> idle = new ConcurrentLinkedQueue<>();

    /** Every automaton of the program would fill its memory as the first did. */
    private volatile boolean givenUp;

    private RegexSearch(Pattern pattern, @Nullable Program program) {
        this.pattern = pattern;
        this.program = program;
    }

    /** Throws {@link IllegalArgumentException} that says what is wrong with the expression. */
    public static RegexSearch of(String regex) {
        Pattern pattern = QueryText.regex(regex);
        return new RegexSearch(pattern, program(regex));
    }

    private static @Nullable Program program(String regex) {
        try {
            return Program.of(RegexReader.read(regex));
        } catch (UnreadRegexException _) {
            return null;
        }
    }

    /** Whether the expression matches in {@code text}, which should be UTF-8. */
    @Override
    public boolean passes(byte[] text) {
        Program known = program;
        if (known != null && !givenUp) {
            LazyDfa taken = idle.poll();
            LazyDfa automaton = taken == null ? new LazyDfa(known, true) : taken;
            LazyDfa.Answer answer = automaton.search(text);
            if (automaton.isGivenUp()) {
                givenUp = true;
            }
            idle.add(automaton);
            switch (answer) {
                case FOUND -> {
                    return true;
                }
                case ABSENT -> {
                    return false;
                }
                case UNDECIDED -> {}
            }
        }
        // as text: of bytes RE2/J 1.8 takes every place behind a longer character for the beginning of a line
        return pattern.matcher(new String(text, StandardCharsets.UTF_8)).find();
    }

    @Override
    public Walk walk() {
        return program == null ? Walk.UNDECIDED_AT_ONCE : new RegexWalk(program);
    }
}
