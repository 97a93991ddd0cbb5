package dev.nightjar.logindex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a day's Lucene commit says beside its documents: which part of the day's other files counts, and the head. */
final class DayCommit {
    static final String TEMPLATE_DIGEST = "templateDigest";
    static final String SIGNATURE_DIGEST = "signatureDigest";
    static final String CHANGE_DIGEST = "changeDigest";
    static final String PENDING_DIGEST = "pendingDigest";

    private final Map<String, String> data;

    DayCommit(Map<String, String> data) {
        this.data = new LinkedHashMap<>(data);
    }

    static DayCommit of(
            long generation, PayloadFiles payload, long signatureLength, long templateLength, long changeLength) {
        DayCommit commit = new DayCommit(Map.of());
        commit.put("generation", Long.toString(generation));
        commit.put("payloadFiles", Integer.toString(payload.files()));
        commit.put("payloadLength", Long.toString(payload.lastLength()));
        commit.put("payloadGone", payload.gone());
        commit.put("signatureLength", Long.toString(signatureLength));
        commit.put("templateLength", Long.toString(templateLength));
        commit.put("changeLength", Long.toString(changeLength));
        return commit;
    }

    void put(String key, String value) {
        data.put(key, value);
    }

    Map<String, String> data() {
        return data;
    }

    boolean has(String key) {
        return data.containsKey(key);
    }

    /** Zero where the commit, of an earlier version, does not say it. */
    long number(String key) {
        return Long.parseLong(data.getOrDefault(key, "0"));
    }

    String text(String key) {
        return data.getOrDefault(key, "");
    }

    /** What {@link #sign} signed. */
    Heads.Head head(long day) {
        return new Heads.Head(
                day, number("generation"), DayHead.bytes(text(DayHead.DIGEST)), DayHead.bytes(text(DayHead.SIGNATURE)));
    }

    Heads.Head sign(long day, List<DayHead.StreamEnd> ends, HeadKey key) {
        byte[] digest = DayHead.digest(day, data, ends);
        byte[] signature = key.sign(digest);
        put(DayHead.DIGEST, DayHead.hex(digest));
        put(DayHead.SIGNATURE, DayHead.hex(signature));
        return new Heads.Head(day, number("generation"), digest, signature);
    }
}
