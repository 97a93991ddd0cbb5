package dev.nightjar.query.logql;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;

/** Why a text is not LogQL, worded as Loki words it, so that what reads Loki's errors reads these. */
final class ParseError {
    private ParseError() {}

    /** At a place in the text. */
    static QueryException at(SourceText source, int offset, String detail) {
        SourceText.Place place = source.place(offset);
        return QueryException.worded(
                ErrorKind.BAD_DATA,
                detail,
                "parse error at line " + place.line() + ", col " + place.column() + ": " + detail);
    }

    /** About a whole expression: its words are fine, but do not go together. */
    static QueryException overall(String detail) {
        return QueryException.worded(ErrorKind.BAD_DATA, detail, "parse error : " + detail);
    }

    /** About a stage that reads well but cannot work. */
    static QueryException stage(Stage stage, String detail) {
        return overall("stage '" + Printer.stage(stage) + "' : " + detail);
    }
}
