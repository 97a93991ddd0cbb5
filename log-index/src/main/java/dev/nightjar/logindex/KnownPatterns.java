package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.Pattern;
import dev.nightjar.logindex.pattern.PatternBook;
import org.jspecify.annotations.Nullable;

/** The patterns of templates; each template keeps what was found for it. Thread-safe. */
record KnownPatterns(PatternBook book) {
    /** Null where rows of the template have none. */
    @Nullable
    Pattern of(String application, Template template, boolean moreRows) {
        Pattern known = template.pattern(moreRows);
        if (known == null || known.isForgotten()) {
            known = book.of(application, template.key(), template.key().length, moreRows);
            template.keep(known, moreRows);
        }
        return known == null ? null : known.present();
    }

    /** What sealing a block of the table's application has come across. */
    void learn(TemplateTable table, Iterable<Sightings.Sighting> sightings) {
        for (Sightings.Sighting sighting : sightings) {
            Template template = table.template(sighting.template());
            Pattern pattern = template == null ? null : of(table.application(), template, sighting.moreRows());
            if (pattern != null) {
                book.seen(pattern, sighting.version(), sighting.timeNanos());
            }
        }
    }
}
