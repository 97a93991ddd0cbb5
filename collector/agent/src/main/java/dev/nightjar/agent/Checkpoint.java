package dev.nightjar.agent;

/**
 * How far one file has been shipped.
 *
 * @param key of the file itself (device and inode), which stays when the file is renamed
 * @param path under which it was first seen
 * @param generation grows when the file is emptied and written anew
 * @param headLength how many of the file's first bytes {@code headSum} covers
 * @param headSum CRC-32C of them: tells a file from another that got the same inode
 * @param acknowledged offset up to which the server has everything
 * @param intended end of the batch that was begun; the same as {@code acknowledged} when there is none
 * @param intendedNanos time of the reading of that batch: a resend must carry the same times
 */
record Checkpoint(
        String key,
        String path,
        long generation,
        int headLength,
        int headSum,
        long acknowledged,
        long intended,
        long intendedNanos) {
    Checkpoint {
        if (acknowledged < 0 || intended < acknowledged || headLength < 0 || generation < 0) {
            throw new IllegalArgumentException("checkpoint of " + path + " is impossible: acknowledged " + acknowledged
                    + ", intended " + intended + ", head " + headLength + ", generation " + generation);
        }
    }
}
