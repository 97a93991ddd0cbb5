package dev.nightjar.agent;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

/**
 * What an agent knows of its log files, for the next one.
 *
 * @param seenUntil of each folder that was looked into: what is called there as rotation calls files, was written later
 *     than this and is not among {@code files}, was begun and rotated away unseen
 */
record Progress(List<Checkpoint> files, Map<Path, FileTime> seenUntil) {
    static final Progress NONE = new Progress(List.of(), Map.of());

    Progress {
        files = List.copyOf(files);
        seenUntil = Map.copyOf(seenUntil);
    }
}
