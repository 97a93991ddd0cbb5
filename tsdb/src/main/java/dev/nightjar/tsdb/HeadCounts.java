package dev.nightjar.tsdb;

/** What is in memory, counted page by page, so that nobody waits for long. */
record HeadCounts(long openChunks, long oldestMillis, long newestMillis) {
    static HeadCounts of(Head head) {
        long open = 0;
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        int pages = 1;
        for (int number = 0; number < pages; number++) {
            long stamp = head.lock.readLock();
            try {
                pages = head.pageCount();
                if (number >= pages) {
                    break;
                }
                HeadPage page = head.page(number);
                for (int i = 0; i < HeadPage.SIZE; i++) {
                    if (page.isOpen(i)) {
                        open++;
                        oldest = Math.min(oldest, page.chunkFirst[i]);
                        newest = Math.max(newest, page.last[i]);
                    }
                }
            } finally {
                head.lock.unlockRead(stamp);
            }
        }
        return new HeadCounts(open, oldest, newest);
    }
}
