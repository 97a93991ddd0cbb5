/** Turns alerts, groups and silences into Alertmanager's API version 2, as amtool and Prometheus speak it. */
@NullMarked
package dev.nightjar.web.alertmanager;

import org.jspecify.annotations.NullMarked;
