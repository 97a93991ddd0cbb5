package dev.nightjar.query.logql;

import java.util.HashMap;
import java.util.Map;

/** {@code | logfmt}: {@code key=value key="a value"}. Without {@code --strict}, what is no pair is passed over. */
final class LogfmtStep implements Step {
    private static final String ERROR = "LogfmtParserErr";

    private final Stage.Logfmt stage;
    /** By field, where only some are asked for. */
    private final Map<String, String> labels = new HashMap<>();

    LogfmtStep(Stage.Logfmt stage) {
        this.stage = stage;
        for (Stage.Extraction extraction : stage.extractions()) {
            String field = extraction.expression();
            if (field.isBlank()) {
                throw ParseError.stage(
                        stage, "cannot parse expression [" + field + "]: syntax error: unexpected $end, expecting KEY");
            }
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            labels.put(quoted ? field.substring(1, field.length() - 1) : field, extraction.label());
        }
    }

    @Override
    public boolean apply(Entry entry) {
        if (entry.hasAllNeeded()) {
            return true;
        }
        entry.beginParsing();
        stage.extractions().forEach(extraction -> {
            if (!entry.isOwn(extraction.label())) {
                entry.extractAgain(extraction.label(), "");
            }
        });
        LogfmtScan scan = new LogfmtScan(entry.text());
        while (!scan.atEnd()) {
            if (!scan.next()) {
                if (stage.strict()) {
                    break;
                }
            } else if (labels.isEmpty()) {
                extract(scan, entry);
                if (entry.hasAllNeeded()) {
                    return true;
                }
            } else {
                extractAsked(scan, entry);
            }
        }
        if (stage.strict() && !scan.problem().isEmpty()) {
            entry.failParsing(ERROR, scan.problem());
        }
        return true;
    }

    private void extract(LogfmtScan scan, Entry entry) {
        if (!scan.value().isEmpty() || stage.keepEmpty()) {
            String label = LabelNames.sanitized(scan.key(), true);
            if (!label.isEmpty()) {
                entry.extract(label, JsonScan.shown(scan.value()));
            }
        }
    }

    private void extractAsked(LogfmtScan scan, Entry entry) {
        String label = labels.get(scan.key());
        label = label == null ? labels.get(LabelNames.sanitized(scan.key(), true)) : label;
        if (label != null) {
            entry.extractAgain(label, scan.value().indexOf('\uFFFD') >= 0 ? "" : scan.value());
        }
    }
}
