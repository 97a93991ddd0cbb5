/**
 * Turns OpenTelemetry's metrics, logs and spans (OTLP over HTTP as protobuf or JSON, and over gRPC) into batches.
 *
 * <p>There is one decoder for each signal, over protobuf; JSON is rewritten as protobuf first ({@code JsonToProto}), and
 * gRPC is protobuf in a frame ({@code GrpcProtocol}). So every rule stands in one place. {@link
 * dev.nightjar.ingest.otlp.Otlp} is the door.
 *
 * <p>How metrics are named and labelled is Prometheus' way with OTLP; which resource attributes become labels of log
 * streams is Loki's.
 */
@NullMarked
package dev.nightjar.ingest.otlp;

import org.jspecify.annotations.NullMarked;
