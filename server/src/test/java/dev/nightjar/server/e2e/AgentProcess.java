package dev.nightjar.server.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code nightjar agent} in a process of its own. */
final class AgentProcess implements AutoCloseable {
    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    /** @param log what it says is appended to */
    static AgentProcess start(Path config, Path log) throws IOException {
        List<String> line = new ArrayList<>(ServerProcess.javaCommand());
        line.replaceAll(word -> word.equals("-Xmx512m") ? "-Xmx96m" : word);
        line.addAll(List.of("agent", "--config", config.toString()));
        return new AgentProcess(ServerProcess.withoutOurVariables(new ProcessBuilder(line))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill}; false where that did not end it in time. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
