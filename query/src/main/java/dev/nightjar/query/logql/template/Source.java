package dev.nightjar.query.logql.template;

/** A template's name and text, able to complain with a place as Go does: lines from one, columns from zero. */
record Source(String name, String text) {
    private int line(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /** It cannot be read. */
    TemplateFailure wrong(int offset, String problem) {
        return new TemplateFailure("template: " + name + ":" + line(Math.min(offset, text.length())) + ": " + problem);
    }

    /** It cannot go on at {@code part}, which begins at {@code offset}. */
    TemplateFailure failed(int offset, Object part, String problem) {
        int column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
        return new TemplateFailure("template: " + name + ":" + line(offset) + ":" + column + ": executing "
                + GoQuote.of(name) + " at <" + part + ">: " + problem);
    }
}
