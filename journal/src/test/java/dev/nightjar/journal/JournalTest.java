package dev.nightjar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.testkit.EventLogContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class JournalTest extends EventLogContract {
    private final List<Journal> opened = new ArrayList<>();

    @TempDir
    private Path directory;

    @Override
    protected Journal emptyLog() {
        return open();
    }

    private Journal open() {
        Journal journal = Journal.open(directory);
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void close_all() {
        opened.forEach(Journal::close);
    }

    @Test
    void events_are_there_after_a_restart() {
        Journal journal = open();
        journal.append(List.of(note("a"), note("b")));
        journal.close();

        Journal again = open();
        assertThat(again.lastOffset()).isEqualTo(2);
        assertThat(again.append(List.of(note("c")))).isEqualTo(3);
        assertThat(again.readAfter(0, 10))
                .containsExactly(
                        new StoredEvent(1, note("a")), new StoredEvent(2, note("b")), new StoredEvent(3, note("c")));
        assertThat(again.verify()).isEqualTo(new Verification.Intact(3));
    }

    @Test
    void an_empty_journal_is_intact() {
        assertThat(open().verify()).isEqualTo(new Verification.Intact(0));
    }

    @Test
    void a_changed_entry_is_named_by_verify() throws Exception {
        write_notes(1000);
        rewrite(db -> {
            Entry entry = Entry.read(5, db.get(Entry.key(5)));
            byte[] forged = new String(entry.document(), StandardCharsets.UTF_8)
                    .replace("ada", "eve")
                    .getBytes(StandardCharsets.UTF_8);
            db.put(Entry.key(5), new Entry(5, entry.hash(), forged).value());
        });
        assertThat(open().verify())
                .isEqualTo(new Verification.Broken(
                        5, "the entry was changed, or the one before it was replaced: its hash does not fit"));
    }

    @Test
    void an_entry_changed_together_with_its_hash_no_longer_fits_its_successor() throws Exception {
        write_notes(1000);
        rewrite(db -> {
            Entry before = Entry.read(4, db.get(Entry.key(4)));
            byte[] forged = "{}".getBytes(StandardCharsets.UTF_8);
            db.put(Entry.key(5), Entry.following(before.hash(), 5, forged).value());
        });
        assertThat(open().verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.offset()).isEqualTo(6));
    }

    @Test
    void a_missing_entry_is_named_by_verify() throws Exception {
        write_notes(1000);
        rewrite(db -> db.delete(Entry.key(7)));
        assertThat(open().verify()).isEqualTo(new Verification.Broken(7, "the entry is missing, the next one is 8"));
    }

    @Test
    void a_damaged_end_is_noticed_when_the_journal_is_opened() throws Exception {
        write_notes(20);
        rewrite(db -> db.delete(Entry.key(18)));
        assertThatThrownBy(() -> Journal.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "the journal in " + directory
                                + " is damaged at event 18: the entry is missing, the next one is 19; restore it from a backup");
    }

    @Test
    void events_that_are_missing_at_the_end_are_noticed_when_the_journal_is_opened() throws Exception {
        write_notes(20);
        rewrite(db -> db.deleteRange(Entry.key(18), Entry.key(21)));
        Path note = directory.resolve("TAIL");
        assertThatThrownBy(() -> Journal.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "the journal in " + directory + " ends with event 17, but 3 more had been written, the last at "
                                + Files.getLastModifiedTime(note)
                                + ": put its files back, from a backup if need be; to go on without those events delete "
                                + note);
        Files.delete(note);
        assertThat(open().verify()).isEqualTo(new Verification.Intact(17));
    }

    @Test
    void a_note_of_the_end_that_is_older_or_damaged_or_missing_says_nothing() throws Exception {
        write_notes(20);
        Path note = directory.resolve("TAIL");
        byte[] early = Files.readAllBytes(note);
        write_notes(5);
        byte[] damaged = Files.readAllBytes(note);
        damaged[6] = 1;
        for (byte[] bytes : new byte[][] {early, damaged, new byte[3]}) {
            Files.write(note, bytes);
            try (Journal journal = Journal.open(directory)) {
                assertThat(journal.lastOffset()).isEqualTo(25);
            }
        }
    }

    @Test
    void who_was_at_work_is_known_after_a_start() {
        Instant noon = Instant.parse("2026-03-01T12:00:00.000000007Z");
        try (Journal journal = Journal.open(directory)) {
            journal.noteAtWork("engine", noon);
        }
        assertThat(open().lastAtWork("engine")).contains(noon);
    }

    @Test
    void a_journal_of_an_earlier_version_gets_a_place_for_who_was_at_work() throws Exception {
        try (Options options = new Options().setCreateIfMissing(true)) {
            RocksDB.open(options, directory.toString()).close();
        }
        Journal journal = open();
        assertThat(journal.lastAtWork("engine")).isEmpty();
        assertThat(journal.append(List.of(note("a")))).isEqualTo(1);
    }

    @Test
    void a_journal_that_is_open_elsewhere_is_refused_with_a_reason() {
        open();
        assertThatThrownBy(() -> Journal.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("cannot open the journal in " + directory)
                .hasMessageEndingWith("check that the directory is writable and that no other Nightjar uses it");
    }

    @Test
    void a_path_that_is_a_file_is_refused_with_a_reason() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Journal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("cannot open the journal in " + file);
    }

    @Test
    void use_after_closing_is_an_error_not_a_crash() {
        Journal journal = open();
        journal.append(List.of(note("a")));
        journal.close();
        assertThatThrownBy(() -> journal.readAfter(0, 1)).hasMessageEndingWith("is closed");
        assertThatThrownBy(() -> journal.append(List.of(note("b"))))
                .hasMessage("the journal in " + directory + " is closed; nothing of this append was stored");
    }

    @Test
    void a_listener_that_fails_or_appends_does_not_disturb_the_append() {
        Journal journal = open();
        journal.subscribe(events -> journal.append(List.of(note("loop"))));
        assertThat(journal.append(List.of(note("a")))).isEqualTo(1);
        assertThat(journal.lastOffset()).isEqualTo(1);
    }

    private void write_notes(int count) {
        try (Journal journal = Journal.open(directory)) {
            journal.append(
                    IntStream.range(0, count).mapToObj(i -> note("n" + i)).toList());
        }
    }

    private void rewrite(Change change) throws RocksDBException {
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB db = RocksDB.open(
                        options,
                        directory.toString(),
                        List.of(
                                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                                new ColumnFamilyDescriptor("at-work".getBytes(StandardCharsets.UTF_8))),
                        families)) {
            change.apply(db);
            families.forEach(ColumnFamilyHandle::close);
        }
    }

    private interface Change {
        void apply(RocksDB db) throws RocksDBException;
    }

    private static IncidentNoted note(String text) {
        return new IncidentNoted(Instant.parse("2026-03-01T12:00:00Z"), "incident-1", "ada", text);
    }
}
