package dev.nightjar.logindex;

import dev.nightjar.model.Label;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A day's Lucene index: a document for every stream, with its labels, and one for every sealed block. Its commit,
 * which carries the lengths of the day's other files, is the day's commit.
 */
final class Catalog implements AutoCloseable {
    private static final double RAM_MEGABYTES = 16;

    private final Directory directory;
    private @Nullable IndexWriter writer;

    private Catalog(Directory directory) {
        this.directory = directory;
    }

    static Catalog open(Path folder) throws IOException {
        return new Catalog(FSDirectory.open(folder.resolve("lucene")));
    }

    /** Takes what is committed, streams before blocks. */
    interface Loader {
        void stream(int id, Labels labels);

        void block(BlockEntry entry);
    }

    /** Writes an index that says what the copy does; there must be none. */
    static void write(Path folder, Ledger.Copy copy) throws IOException {
        DurableFolder.create(folder);
        try (Catalog catalog = open(folder)) {
            for (Map.Entry<Integer, Labels> stream : copy.streams().entrySet()) {
                catalog.addStream(stream.getKey(), stream.getValue());
            }
            for (BlockEntry entry : copy.blocks().values()) {
                catalog.addBlock(entry);
            }
            catalog.commit(copy.commit());
        }
    }

    /**
     * Hands over everything committed and returns the commit's own data; empty where nothing was committed yet. Throws
     * before that where any byte of the index is not as it was written: Lucene checks only what it has in memory.
     */
    Map<String, String> load(Loader loader) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                loadStreams(leaf.reader(), loader);
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                loadBlocks(leaf.reader(), loader);
            }
            return reader.getIndexCommit().getUserData();
        }
    }

    private static void loadStreams(LeafReader leaf, Loader loader) throws IOException {
        NumericDocValues ids = leaf.getNumericDocValues("stream");
        BinaryDocValues labels = leaf.getBinaryDocValues("labels");
        if (ids == null || labels == null) {
            return;
        }
        while (ids.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            labels.advanceExact(ids.docID());
            BytesRef bytes = labels.binaryValue();
            try {
                loader.stream(
                        (int) ids.longValue(),
                        LabelBytes.decode(bytes.bytes, bytes.offset, bytes.offset + bytes.length));
            } catch (LabelBytes.InvalidLabelsException e) {
                throw new LogIndexException("stream " + ids.longValue() + " of " + leaf + ": " + e.getMessage(), e);
            }
        }
    }

    private static void loadBlocks(LeafReader leaf, Loader loader) throws IOException {
        BinaryDocValues blocks = leaf.getBinaryDocValues("block");
        if (blocks == null) {
            return;
        }
        while (blocks.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            BytesRef bytes = blocks.binaryValue();
            ByteReader in = new ByteReader(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
            BlockEntry entry = BlockEntry.read(in);
            loader.block(in.remaining() == 0 ? entry : entry.with(new SecondCounts(in.read(in.remaining()))));
        }
    }

    void addStream(int id, Labels labels) throws IOException {
        Document document = new Document();
        document.add(new NumericDocValuesField("stream", id));
        document.add(new BinaryDocValuesField("labels", new BytesRef(LabelBytes.encode(labels))));
        for (Label label : labels) {
            document.add(new StringField("label", label.name() + '\0' + label.value(), Field.Store.NO));
        }
        writer().addDocument(document);
    }

    void addBlock(BlockEntry entry) throws IOException {
        BlockHeader header = entry.header();
        ByteWriter out = new ByteWriter(128);
        entry.write(out);
        SecondCounts counts = entry.counts();
        if (counts != null) {
            out.write(counts.encoded());
        }
        Document document = new Document();
        document.add(new BinaryDocValuesField("block", new BytesRef(out.toBytes())));
        document.add(new LongPoint("time", header.minNanos(), header.maxNanos()));
        document.add(new StringField("of", Integer.toString(header.streamId()), Field.Store.NO));
        writer().addDocument(document);
    }

    void commit(Map<String, String> data) throws IOException {
        IndexWriter present = writer();
        present.setLiveCommitData(data.entrySet());
        present.commit();
    }

    private IndexWriter writer() throws IOException {
        IndexWriter present = writer;
        if (present == null) {
            IndexWriterConfig config = new IndexWriterConfig();
            config.setRAMBufferSizeMB(RAM_MEGABYTES);
            config.setMergeScheduler(new SerialMergeScheduler());
            config.setUseCompoundFile(false);
            config.setCommitOnClose(false);
            present = new IndexWriter(directory, config);
            writer = present;
        }
        return present;
    }

    @Override
    public void close() throws IOException {
        IndexWriter present = writer;
        if (present != null) {
            present.close();
        }
        directory.close();
    }
}
