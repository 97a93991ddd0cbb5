package dev.nightjar.web.api;

import dev.nightjar.query.deviation.Signal;
import dev.nightjar.query.deviation.Signals;

/** What a panel is called, by its id. */
final class PanelTitles {
    private PanelTitles() {}

    static String of(String panel) {
        return Signals.STANDARD.stream()
                .filter(signal -> signal.id().equals(panel))
                .map(Signal::title)
                .findFirst()
                .orElse(panel);
    }
}
