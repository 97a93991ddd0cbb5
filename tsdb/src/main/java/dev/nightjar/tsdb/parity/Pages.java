package dev.nightjar.tsdb.parity;

/**
 * How a file's pages are shared out among groups; of each group one page can be restored. Neighbours are in different
 * groups, so that damage may go on for as many pages as there are groups. Pages from {@code alone} on have a group each.
 */
record Pages(long fileBytes, int pageBytes, int shared, int alone) {
    private static final int LEAST_BYTES = 256;
    private static final int MOST_BYTES = 16 << 10;

    /** Pages of a file are about this many: their checksums then take little beside them. */
    private static final int ABOUT = 2048;

    /** Damage of so many bytes, a sector of a disk, is made good wherever it lies. */
    private static final int SECTOR_BYTES = 4096;

    /** @param aloneFrom where in the file that begins of which every page can be restored */
    static Pages of(long fileBytes, long aloneFrom, int perGroup) {
        int pageBytes = LEAST_BYTES;
        while (pageBytes < MOST_BYTES && (long) pageBytes * ABOUT < fileBytes) {
            pageBytes *= 2;
        }
        int count = count(fileBytes, pageBytes);
        int alone = perGroup == 1 ? 0 : Math.min(count, Math.toIntExact(aloneFrom / pageBytes));
        int shared = Math.min(alone, Math.max(pagesOfSector(pageBytes), (alone + perGroup - 1) / perGroup));
        return new Pages(fileBytes, pageBytes, shared, alone);
    }

    /** As many as a sector touches that does not begin where a page does. */
    private static int pagesOfSector(int pageBytes) {
        return (SECTOR_BYTES + pageBytes - 2) / pageBytes + 1;
    }

    private static int count(long fileBytes, int pageBytes) {
        return Math.toIntExact((fileBytes + pageBytes - 1) / pageBytes);
    }

    /** Whether the numbers can be those of a file. */
    boolean isPossible() {
        return fileBytes >= 0
                && pageBytes >= LEAST_BYTES
                && pageBytes <= MOST_BYTES
                && fileBytes / pageBytes < Integer.MAX_VALUE / Integer.BYTES
                && alone >= 0
                && alone <= count()
                && shared >= 0
                && shared <= alone
                && (shared > 0 || alone == 0);
    }

    int count() {
        return count(fileBytes, pageBytes);
    }

    int groups() {
        return shared + count() - alone;
    }

    int group(int page) {
        return page < alone ? page % shared : shared + page - alone;
    }

    long offset(int page) {
        return (long) page * pageBytes;
    }

    /** The page has so many bytes of the file; the last may be shorter, and counts as if zeros followed. */
    int bytesOf(int page) {
        return (int) Math.min(pageBytes, fileBytes - offset(page));
    }
}
