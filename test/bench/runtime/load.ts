/** What a publisher is asked to do; it gets this as JSON, and reads it in clients/driver.mjs. */
export interface Load {
  /** Where the receiver listens, on the loopback address. */
  readonly port: number;
  readonly qos: 0 | 1 | 2;
  /** How many messages may be without an acknowledgement; of QoS 0, how many are published in one turn of the event loop. */
  readonly inFlight: number;
  /** How many publishes are under way, those that wait for their turn included. Default: `inFlight`. */
  readonly waiting?: number;
  /** The length of a status. */
  readonly bytes: number;
  /** How many are published before those that count. */
  readonly warmUp: number;
  readonly messages: number;
  /** The folder of the store `File`; without it the store is `Memory`. */
  readonly store?: string;
}

/** What a process reports, by the name of the measure: `rate` in messages per second, `microseconds` of processor each. */
export type Figures = Readonly<Record<string, number>>;
