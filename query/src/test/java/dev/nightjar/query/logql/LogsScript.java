package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.List;

/** A {@code .logs} file: commands, each with the indented lines that follow it. */
record LogsScript(List<Command> commands) {
    record Command(int lineNumber, String text, List<String> body) {}

    static LogsScript parse(List<String> lines) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("  ")) {
                String body = line.substring(2);
                if (!body.equals("empty")) {
                    commands.getLast().body().add(body);
                }
            } else {
                commands.add(new Command(i + 1, line, new ArrayList<>()));
            }
        }
        return new LogsScript(commands);
    }
}
