package dev.nightjar.alerting.backtest;

/** From one step to another, both inside. */
record Span(long first, long last) {}
