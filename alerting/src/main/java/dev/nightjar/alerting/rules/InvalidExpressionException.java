package dev.nightjar.alerting.rules;

/** A text that is not an expression, and where in it that shows. */
public final class InvalidExpressionException extends RuntimeException {
    private final int offset;

    /**
     * @param offset of the first character that cannot be understood, in UTF-16 units from 0
     */
    public InvalidExpressionException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }

    /** What and where, for {@code text}: {@code 1:5: message}, lines and columns counted from 1. */
    public String in(String text) {
        int end = Math.max(0, Math.min(offset, text.length()));
        String before = text.substring(0, end);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = end - before.lastIndexOf('\n');
        return line + ":" + column + ": " + getMessage();
    }
}
