package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A walk of a test, and what it found out about templates. Used by one thread at a time, block after block. */
final class TestWalk {
    /** What is known of one takes a kilobyte or two. */
    private static final int MOST_TEMPLATES = 10_000;

    private final LineTest.Walk walk;
    private final SlotWalk slots;
    private final Map<Template, TemplateWalk> known = new HashMap<>();

    private TestWalk(LineTest test) {
        this.walk = test.walk();
        this.slots = new SlotWalk(walk);
    }

    LineTest.Walk walk() {
        return walk;
    }

    TemplateWalk over(Template template) {
        if (known.size() == MOST_TEMPLATES && !known.containsKey(template)) {
            known.clear();
        }
        return known.computeIfAbsent(template, it -> new TemplateWalk(it, walk, slots));
    }

    TemplateWalk[] over(Template[] templates) {
        TemplateWalk[] walks = new TemplateWalk[templates.length];
        for (int i = 0; i < walks.length; i++) {
            walks[i] = over(templates[i]);
        }
        return walks;
    }

    /** The walks of one test that nobody uses just now: one for each thread that reads blocks, at most. Thread-safe. */
    static final class Idle {
        private final LineTest test;
        private final Queue<TestWalk> walks = new ConcurrentLinkedQueue<>();

        Idle(LineTest test) {
            this.test = test;
        }

        LineTest test() {
            return test;
        }

        TestWalk take() {
            TestWalk idle = walks.poll();
            return idle == null ? new TestWalk(test) : idle;
        }

        void giveBack(TestWalk walk) {
            walks.add(walk);
        }
    }
}
