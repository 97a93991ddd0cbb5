package dev.nightjar.agent.discovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds who listens: sockets in {@code /proc/net/tcp}, and the processes that have them open. */
public final class ListeningServices {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern LOG_FILE = Pattern.compile("/.*\\.log|/var/log/.*");
    private static final String LISTENS = "0A";
    private static final int STATE_FIELD = 3;
    private static final int INODE_FIELD = 9;

    /** What is known of the processes of one name. */
    private static final class Found {
        private final TreeSet<Integer> ports = new TreeSet<>();
        private final TreeSet<String> logFiles = new TreeSet<>();
    }

    private ListeningServices() {}

    /** By name; those whose processes we may not look at are left out. */
    public static List<ListeningService> find(Path proc) throws IOException {
        return findBeside(-1, proc);
    }

    /** By name, without the process of this number. */
    public static List<ListeningService> findBeside(long own, Path proc) throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            listening(proc.resolve(table), ports);
        }
        Map<String, Found> found = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (!process.endsWith(Long.toString(own))) {
                    look(process, ports, found);
                }
            }
        }
        List<ListeningService> services = new ArrayList<>();
        found.forEach((program, of) ->
                services.add(new ListeningService(program, List.copyOf(of.ports), List.copyOf(of.logFiles))));
        return services;
    }

    /** Lines such as {@code 0: 0100007F:1C84 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12345 …}. */
    private static void listening(Path table, Map<String, Integer> ports) throws IOException {
        try {
            for (String line : Files.readAllLines(table)) {
                String[] field = line.strip().split("\\s+", -1);
                if (field.length > INODE_FIELD && field[STATE_FIELD].equals(LISTENS)) {
                    int port = Integer.parseInt(field[1].substring(field[1].lastIndexOf(':') + 1), 16);
                    ports.put(field[INODE_FIELD], port);
                }
            }
        } catch (NoSuchFileException e) {
            // a kernel without version 6
        }
    }

    private static void look(Path process, Map<String, Integer> ports, Map<String, Found> found) {
        Found of = new Found();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                String target = Files.readSymbolicLink(file).toString();
                Matcher socket = SOCKET.matcher(target);
                Integer port = socket.matches() ? ports.get(socket.group(1)) : null;
                if (port != null) {
                    of.ports.add(port);
                } else if (LOG_FILE.matcher(target).matches()) {
                    of.logFiles.add(target);
                }
            }
            if (!of.ports.isEmpty()) {
                String program = Files.readString(process.resolve("comm")).strip();
                Found all = found.computeIfAbsent(program, name -> new Found());
                all.ports.addAll(of.ports);
                all.logFiles.addAll(of.logFiles);
            }
        } catch (IOException e) {
            // it has ended, or is not ours to look at
        }
    }
}
