package dev.nightjar.ingest.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.ingest.EqualLines;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bulk request: a line that says what to do, then one with the document. What is wrong with a document is the
 * fault of its item alone; what is wrong with an action is that of the request, since what follows cannot be told apart.
 */
final class BulkReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private final byte[] body;
    private final String index;
    private final BulkDocument documents;
    private final EqualLines equal = new EqualLines();
    private int at;
    private int line;

    /** Most senders say the same of each document; what was read of those bytes is not read again. */
    private int sameFrom;

    private int sameTo;
    private @Nullable BulkItem same;

    /** @param index of items that name none; empty if the request's path names none either */
    BulkReader(byte[] body, String index, IngestLimits limits, InstantSource clock) {
        this.body = body;
        this.index = index;
        this.documents = new BulkDocument(JSON, limits, clock);
    }

    List<BulkItem> read() throws MalformedException {
        List<BulkItem> items = new ArrayList<>();
        while (skipEmpty()) {
            int from = at;
            int to = nextLine();
            BulkItem item = item(from, to);
            items.add(item);
            switch (item.action()) {
                case "index", "create" -> {
                    if (!skipEmpty()) {
                        throw new MalformedException(
                                "the request ends behind the action of line " + line + ": its document is missing");
                    }
                    int begin = at;
                    document(item, begin, nextLine());
                }
                case "update" -> {
                    if (skipEmpty()) {
                        nextLine();
                    }
                    item.refuse(onlyAppended("update"));
                }
                case "delete" -> item.refuse(onlyAppended("delete"));
                default ->
                    throw new MalformedException(
                            "line " + line + ": \"" + item.action() + "\" is not one of index, create, update, delete");
            }
        }
        return items;
    }

    /** Where the body is one document, and the path says what to do with it. */
    BulkItem readOne(String id) {
        BulkItem item = new BulkItem("index", index, id);
        document(item, 0, body.length);
        return item;
    }

    private static MalformedException onlyAppended(String action) {
        return new MalformedException(
                400, "not_supported", "not supported yet: " + action + ": log lines are appended (index or create)");
    }

    private BulkItem item(int from, int to) throws MalformedException {
        if (same != null && Arrays.equals(body, sameFrom, sameTo, body, from, to)) {
            return new BulkItem(same.action(), same.index(), same.id());
        }
        sameFrom = from;
        sameTo = to;
        same = read(from, to);
        return same;
    }

    private BulkItem read(int from, int to) throws MalformedException {
        try (JsonParser in = JSON.createParser(body, from, to - from)) {
            String name = in.nextToken() == JsonToken.START_OBJECT ? in.nextFieldName() : null;
            if (name != null) {
                String[] indexAndId = {index, ""};
                if (in.nextToken() == JsonToken.START_OBJECT) {
                    about(in, indexAndId);
                } else {
                    in.skipChildren();
                }
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    in.nextToken(); // some senders keep notes of their own beside the action: Elasticsearch
                    // passes over them
                    in.skipChildren();
                }
                if (in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null) {
                    return new BulkItem(name, indexAndId[0], indexAndId[1]);
                }
            }
        } catch (IOException e) {
            throw new MalformedException("line " + line + " is no action such as {\"create\":{}}: " + words(e));
        }
        throw new MalformedException(
                "line " + line + " is no action such as {\"create\":{}}: it must be an object with a field");
    }

    private static void about(JsonParser in, String[] indexAndId) throws IOException {
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            boolean text = in.nextToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL;
            switch (key) {
                case "_index" -> indexAndId[0] = text ? in.getText() : indexAndId[0];
                case "_id" -> indexAndId[1] = text ? in.getText() : indexAndId[1];
                default -> {}
            }
            in.skipChildren();
        }
    }

    private void document(BulkItem item, int from, int to) {
        try {
            item.is(apart(documents.read(body, from, to, item.index())));
        } catch (IOException e) {
            item.refuse(new MalformedException("line " + line + " is not JSON: " + words(e)));
        } catch (MalformedException e) {
            item.refuse(e);
        }
    }

    private BulkItem.Line apart(BulkItem.Line line) {
        byte[] text = line.text();
        long nanos = equal.apart(line.stream(), line.nanos(), text, 0, text.length, line.metadata());
        return new BulkItem.Line(line.stream(), nanos, text, line.metadata());
    }

    private static String words(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    /** False at the end. */
    private boolean skipEmpty() {
        while (at < body.length && (body[at] == '\n' || body[at] == '\r' || body[at] == ' ')) {
            line += body[at] == '\n' ? 1 : 0;
            at++;
        }
        return at < body.length;
    }

    /** Answers where it ends. */
    private int nextLine() {
        line++;
        int end = at;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        at = Math.min(body.length, end + 1);
        return end;
    }
}
