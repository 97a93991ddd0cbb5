package dev.nightjar.web.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;

/** A process of two parts that says what a test tells it to. */
public final class TestingProcess implements ProcessControl {
    private final Map<String, Boolean> parts = new LinkedHashMap<>();
    private volatile Verbosity verbosity = Verbosity.INFO;

    public TestingProcess() {
        parts.put("tsdb", true);
        parts.put("log-index", false);
    }

    @Override
    public Map<String, Boolean> parts() {
        return parts;
    }

    @Override
    public Verbosity verbosity() {
        return verbosity;
    }

    @Override
    public void speak(Verbosity said) {
        verbosity = said;
    }
}
