package dev.nightjar.server.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A server, an agent that watches this host and two log files for it, and the road between them. */
final class SoakedPair implements AutoCloseable {
    /** So many that a spool of a megabyte is full within half a minute. */
    private static final int SERIES = 500;

    private final Path folder;
    private final List<RotatedLog> logs;
    private final FaultyRoad road;
    private ServerProcess server;
    private AgentProcess agent;

    private SoakedPair(Path folder, List<RotatedLog> logs, FaultyRoad road, ServerProcess server, AgentProcess agent) {
        this.folder = folder;
        this.logs = logs;
        this.road = road;
        this.server = server;
        this.agent = agent;
    }

    static SoakedPair start(Path folder) throws IOException {
        Path written = Files.createDirectories(folder.resolve("logs"));
        Path texts = Files.createDirectories(folder.resolve("textfiles"));
        Files.writeString(
                texts.resolve("soak.prom"),
                IntStream.range(0, SERIES)
                        .mapToObj(each -> "soak_gauge{number=\"" + each + "\"} " + each + "\n")
                        .collect(Collectors.joining()));
        ServerProcess server = server(folder);
        FaultyRoad road = new FaultyRoad(server.url("/"));
        Files.writeString(folder.resolve("agent.yaml"), """
            server: %s
            instance: soak
            interval: 1s
            state: %s
            spoolMegabytes: 1
            textfiles: %s
            logs:
              - path: %s
            """.formatted(road.uri(), state(folder), texts, written));
        return new SoakedPair(
                folder,
                List.of(new RotatedLog(written, "shop"), new RotatedLog(written, "basket")),
                road,
                server,
                agent(folder));
    }

    private static Path state(Path folder) {
        return folder.resolve("state");
    }

    private static ServerProcess server(Path folder) throws IOException {
        return ServerProcess.start(folder.resolve("data"), "server", "--no-agent");
    }

    private static AgentProcess agent(Path folder) throws IOException {
        return AgentProcess.start(folder.resolve("agent.yaml"), folder.resolve("agent.out"));
    }

    List<RotatedLog> logs() {
        return logs;
    }

    FaultyRoad road() {
        return road;
    }

    URI url(String pathAndQuery) {
        return server.url(pathAndQuery);
    }

    void killServer() throws InterruptedException {
        server.kill();
    }

    void startServer() throws IOException {
        server = server(folder);
        road.leadTo(server.url("/"));
    }

    void killAgent() throws InterruptedException {
        agent.kill();
    }

    void startAgent() throws IOException {
        agent = agent(folder);
    }

    /** What the agents printed. */
    String agentSaid() {
        try {
            return Files.readString(folder.resolve("agent.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** False where it did not end when it was asked to. */
    boolean stopAgent() throws InterruptedException {
        return agent.stop();
    }

    /** Samples delivered, refused and dropped by the agent's account, as docs/formats/agent-spool.md has them. */
    long[] spoolPosition() throws IOException {
        String[] fields = Files.readAllLines(state(folder).resolve("metric-spool/position"))
                .get(1)
                .split(" ", -1);
        return new long[] {Long.parseLong(fields[2]), Long.parseLong(fields[3]), Long.parseLong(fields[4])};
    }

    @Override
    public void close() {
        road.close();
        agent.close();
        server.close();
    }
}
