package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the mounted filesystems into their sizes. Network filesystems are left out: asking one that hangs hangs us. */
record FilesystemSource(Path proc, SpaceOf space) implements HostSource {
    private static final Pattern NO_STORAGE = Pattern.compile("autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts"
            + "|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|proc|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs"
            + "|erofs|sysfs|tracefs|nfs4?|cifs|smb3?|fuse\\..*|9p|ceph|glusterfs|afs|lustre");
    private static final Pattern NOT_OURS = Pattern.compile(
            "/(?:dev|proc|sys|run/credentials/.+|var/lib/docker/.+|var/lib/containers/storage/.+)(?:/.*)?");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private static final Family SIZE = Family.gauge("node_filesystem_size_bytes", "Size of the filesystem.");
    private static final Family FREE = Family.gauge("node_filesystem_free_bytes", "Bytes free.");
    private static final Family AVAILABLE =
            Family.gauge("node_filesystem_avail_bytes", "Bytes free for users other than root.");
    private static final Family FILES = Family.gauge("node_filesystem_files", "Files there can be.");
    private static final Family FILES_FREE = Family.gauge("node_filesystem_files_free", "Files there can be more.");
    private static final Family READ_ONLY = Family.gauge("node_filesystem_readonly", "1 where nothing can be written.");
    private static final Family ERROR =
            Family.gauge("node_filesystem_device_error", "1 where the filesystem does not say its size.");

    /**
     * Bytes of a filesystem (all, free, and free for ordinary users) and files (all, free).
     *
     * @param files negative where that is not known
     */
    record Space(double size, double free, double available, double files, double filesFree) {}

    /** Asks the operating system about the filesystem mounted at a place. */
    interface SpaceOf {
        Space at(String mountPoint) throws IOException;
    }

    /** What the JDK knows, which is not how many files there are. */
    static Space spaceOf(String mountPoint) throws IOException {
        FileStore store = Files.getFileStore(Path.of(mountPoint));
        return new Space(
                (double) store.getTotalSpace(),
                (double) store.getUnallocatedSpace(),
                (double) store.getUsableSpace(),
                -1,
                -1);
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Path own = proc.resolve("self/mounts");
        Set<String> seen = new HashSet<>();
        for (String line : Files.readAllLines(Files.exists(own) ? own : proc.resolve("mounts"))) {
            Fields fields = new Fields(line);
            if (!fields.more()) {
                continue;
            }
            String device = unescape(fields.text());
            String mountPoint = unescape(fields.text());
            String type = fields.text();
            boolean readOnly = List.of(fields.text().split(",", -1)).contains("ro");
            boolean ours = !NO_STORAGE.matcher(type).matches()
                    && !NOT_OURS.matcher(mountPoint).matches()
                    && (!type.equals("overlay") || mountPoint.equals("/"));
            if (ours && seen.add(mountPoint)) {
                mounted(device, mountPoint, type, readOnly, to);
            }
        }
    }

    private void mounted(String device, String mountPoint, String type, boolean readOnly, MetricWriter to) {
        String[] labels = {"device", device, "mountpoint", mountPoint, "fstype", type};
        try {
            Space now = space.at(mountPoint);
            to.add(SIZE, now.size(), labels);
            to.add(FREE, now.free(), labels);
            to.add(AVAILABLE, now.available(), labels);
            if (now.files() >= 0) {
                to.add(FILES, now.files(), labels);
                to.add(FILES_FREE, now.filesFree(), labels);
            }
            to.add(READ_ONLY, readOnly ? 1 : 0, labels);
            to.add(ERROR, 0, labels);
        } catch (IOException e) {
            to.add(ERROR, 1, labels);
        }
    }

    /** Mount tables write a blank as {@code \040}. */
    private static String unescape(String text) {
        return OCTAL.matcher(text)
                .replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
