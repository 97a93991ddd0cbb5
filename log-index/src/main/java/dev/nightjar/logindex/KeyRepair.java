package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** Looks, at start, whether the store's own key is as it was made; without one that is nothing can be committed. */
final class KeyRepair {
    private final Path file;
    private final Damages damages;

    KeyRepair(Path keyFile, Damages damages) {
        this.file = keyFile;
        this.damages = damages;
    }

    /** {@code signed}: what tells which half of a pair that does not fit is the right one. */
    void repair(Heads.Read signed) throws IOException {
        PublicKey known = publicKey();
        boolean knownIsRight = known != null
                && signed.content().length > 0
                && HeadKey.isSigned(known, signed.content(), signed.signature());
        if (!Files.exists(file)) {
            if (known != null || signed.content().length > 0) {
                newKey("the key is missing");
            }
            return;
        }
        PublicKey derived;
        try {
            derived = HeadKey.open(file).publicHalf();
        } catch (IOException e) {
            newKey("the key cannot be read (" + e.getMessage() + ")");
            return;
        }
        if (known != null && derived.equals(known)) {
            return;
        }
        if (knownIsRight) {
            newKey("the key is not the one whose public half is beside it");
        } else if (Files.exists(HeadKey.publicFile(file))) {
            String kept = damages.putAside(HeadKey.publicFile(file));
            HeadKey.open(file);
            damages.restored(
                    HeadKey.publicFile(file),
                    "it is not the key's public half, and is made anew; the file is kept as " + kept);
        }
    }

    private @Nullable PublicKey publicKey() {
        try {
            return HeadKey.readPublic(HeadKey.publicFile(file));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private void newKey(String found) throws IOException {
        StringBuilder kept = new StringBuilder();
        for (Path each : new Path[] {file, HeadKey.publicFile(file)}) {
            if (Files.exists(each)) {
                kept.append(kept.isEmpty() ? "; kept are " : ", ").append(damages.putAside(each));
            }
        }
        HeadKey.open(file);
        damages.lost(
                file,
                found + ": a new one is made. No line is lost, but what was signed before cannot be proven with it, and"
                        + " verify says so of each day, unless the key is put back from a backup while the server is"
                        + " stopped" + kept);
    }
}
