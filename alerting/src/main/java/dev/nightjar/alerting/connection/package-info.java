/** Turns what a receiver's settings say of certificates, proxies and tokens into connections that obey it. */
@NullMarked
package dev.nightjar.alerting.connection;

import org.jspecify.annotations.NullMarked;
