package dev.nightjar.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.nightjar.web.prometheus.ProcessControl;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** This process, as operators see it. How much it says is asked of and told to the logger of everything of Nightjar's. */
final class RunningProcess implements ProcessControl {
    private static final String OURS = "dev.nightjar";

    private final Supplier<Map<String, Boolean>> parts;

    RunningProcess(Supplier<Map<String, Boolean>> parts) {
        this.parts = parts;
    }

    @Override
    public Map<String, Boolean> parts() {
        return parts.get();
    }

    @Override
    public Verbosity verbosity() {
        int level = logger().getEffectiveLevel().toInt();
        if (level <= Level.DEBUG_INT) {
            return Verbosity.DEBUG;
        }
        if (level <= Level.INFO_INT) {
            return Verbosity.INFO;
        }
        return level <= Level.WARN_INT ? Verbosity.WARN : Verbosity.ERROR;
    }

    @Override
    public void speak(Verbosity verbosity) {
        logger().setLevel(
                        switch (verbosity) {
                            case DEBUG -> Level.DEBUG;
                            case INFO -> Level.INFO;
                            case WARN -> Level.WARN;
                            case ERROR -> Level.ERROR;
                        });
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(OURS);
    }
}
