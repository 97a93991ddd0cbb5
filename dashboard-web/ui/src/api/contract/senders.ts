/** GET /nightjar/v1/senders: who has sent telemetry since the server started, by protocol and source. */
export interface Senders {
  senders: Sender[];
}

/** A program, or an address, that sends by one protocol; of scrapes a job. */
export interface Sender {
  protocol: string;
  source: string;
  /** Requests in which something was accepted. */
  requests: number;
  /** Samples or lines that were accepted. */
  items: number;
  /** By reason, the latest first. */
  refused: Refused[];
}

/** What was refused for one reason, and what was said the last time. */
export interface Refused {
  reason: string;
  requests: number;
  /** 0 where a request was refused unread. */
  items: number;
  lastMillis: number;
  message: string;
}
