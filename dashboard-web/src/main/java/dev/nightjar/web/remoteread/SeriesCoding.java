package dev.nightjar.web.remoteread;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;

/** Turns a series and its samples into bytes. */
interface SeriesCoding {
    byte[] encode(Labels labels, SampleBuffer samples);
}
