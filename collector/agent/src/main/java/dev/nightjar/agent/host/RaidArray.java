package dev.nightjar.agent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array of {@code /proc/mdstat}.
 *
 * @param state one of those of {@link RaidSource}
 * @param active disks in use
 * @param required disks it is made for
 * @param synced blocks that agree, as far as is known
 */
record RaidArray(
        String device, String state, int active, int failed, int spare, int required, long blocks, long synced) {
    private static final Pattern HEAD = Pattern.compile("(\\S+) : (active|inactive)\\b(.*)");
    private static final Pattern MEMBER = Pattern.compile("\\S+\\[\\d+](\\((?:F|S)\\))?");
    private static final Pattern BLOCKS = Pattern.compile("^\\s*(\\d+) blocks\\b");
    private static final Pattern IN_USE = Pattern.compile("\\[(\\d+)/(\\d+)] \\[[U_]+]");
    private static final Pattern PROGRESS = Pattern.compile("\\b(recovery|reshape|resync|check)\\s*=\\s*(\\S+)(.*)");
    private static final Pattern DONE = Pattern.compile("\\((\\d+)/\\d+\\)");

    static List<RaidArray> parse(List<String> lines) {
        List<RaidArray> arrays = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher head = HEAD.matcher(lines.get(i));
            if (head.matches()) {
                int end = i + 1;
                while (end < lines.size() && lines.get(end).startsWith(" ")) {
                    end++;
                }
                arrays.add(of(head.group(1), head.group(2), head.group(3), lines.subList(i + 1, end)));
            }
        }
        return arrays;
    }

    private static RaidArray of(String device, String word, String members, List<String> details) {
        int failed = 0;
        int spare = 0;
        int working = 0;
        Matcher member = MEMBER.matcher(members);
        while (member.find()) {
            String mark = member.group(1) == null ? "" : member.group(1);
            failed += mark.equals("(F)") ? 1 : 0;
            spare += mark.equals("(S)") ? 1 : 0;
            working += mark.isEmpty() ? 1 : 0;
        }
        boolean inUse = word.equals("active");
        int active = inUse ? working : 0;
        int required = active; // level 0 has no disk to spare and says no more
        long blocks = 0;
        String state = word;
        long synced = -1;
        for (String detail : details) {
            Matcher size = BLOCKS.matcher(detail);
            blocks = size.find() ? Long.parseLong(size.group(1)) : blocks;
            Matcher disks = IN_USE.matcher(detail);
            if (inUse && disks.find()) {
                required = Integer.parseInt(disks.group(1));
                active = Integer.parseInt(disks.group(2));
            }
            Matcher progress = PROGRESS.matcher(detail);
            if (progress.find()) {
                state = stateOf(progress.group(1));
                Matcher done = DONE.matcher(progress.group(3));
                synced = done.find() ? Long.parseLong(done.group(1)) : 0; // DELAYED, PENDING
            }
        }
        return new RaidArray(device, state, active, failed, spare, required, blocks, synced < 0 ? blocks : synced);
    }

    private static String stateOf(String progress) {
        return switch (progress) {
            case "recovery", "reshape" -> "recovering";
            default -> progress;
        };
    }
}
