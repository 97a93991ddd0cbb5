package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.InvalidDefinitionsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One more job in the text of a scrape file. A line is added and none is changed, so that comments and order stay as a
 * person wrote them; what came out is read again, and must be what was there and the job.
 */
final class AddedJob {
    private static final Pattern LIST = Pattern.compile("scrape_configs:\\s*(?:#.*)?");
    private static final Pattern ITEM = Pattern.compile("( *)- .*");
    private static final Pattern NEXT_FIELD = Pattern.compile("[^\\s#-].*");

    private AddedJob() {}

    /**
     * @param file to call it in messages
     * @param folder that paths in it start at
     * @param entry of the list {@code scrape_configs}, not indented: the first line begins with {@code "- "}, or is a comment
     * @throws RefusedJobException where the file is no scrape file, has such a job, or is laid out so that nothing can be
     *     added to it
     */
    static String into(String file, String text, Path folder, String entry) throws RefusedJobException {
        ScrapeSettings before = read(file, text, folder, "is not added to as it is: ");
        String added = with(text, entry);
        ScrapeSettings after = read(file, added, folder, "cannot be added to; write the job by hand: ");
        int own = after.jobs().size() - before.jobs().size();
        if (own != 1 || !withoutOne(before.jobs(), after.jobs())) {
            throw new RefusedJobException(
                    file + ": scrape_configs is laid out so that nothing can be added to it; write the job by hand");
        }
        return added;
    }

    private static ScrapeSettings read(String file, String text, Path folder, String otherwise)
            throws RefusedJobException {
        try {
            return ScrapeFile.parse(file, text, folder);
        } catch (InvalidDefinitionsException e) {
            throw new RefusedJobException(file + " " + otherwise + e.getMessage());
        }
    }

    /** Whether {@code after} is {@code before} with one more somewhere. */
    private static boolean withoutOne(List<ScrapeJob> before, List<ScrapeJob> after) {
        List<String> left = new ArrayList<>(after.stream().map(ScrapeJob::text).toList());
        before.forEach(job -> left.remove(job.text()));
        return left.size() == 1;
    }

    private static String with(String text, String entry) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int list = 0;
        while (list < lines.size() && !LIST.matcher(lines.get(list)).matches()) {
            list++;
        }
        if (list == lines.size()) {
            lines.add("scrape_configs:");
        }
        int indent = 2;
        boolean items = false;
        int at = list + 1;
        for (int i = list + 1;
                i < lines.size() && !NEXT_FIELD.matcher(lines.get(i)).matches();
                i++) {
            Matcher item = ITEM.matcher(lines.get(i));
            if (!items && item.matches()) {
                indent = item.group(1).length();
                items = true;
            }
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                at = i + 1;
            }
        }
        lines.addAll(at, entry.strip().indent(indent).lines().toList());
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        return String.join(end, lines) + end;
    }
}
