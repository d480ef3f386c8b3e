import { startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import type { RealBroker } from "../../support/brokers/broker-process.js";
import { installedBrokers } from "../../support/brokers/installed.js";
import { isLong } from "./scale.js";

/** A broker of the fault tests. */
export interface FaultBroker {
  readonly name: string;
  /** Whether it knows a QoS 2 message again that is sent a second time over another connection. */
  readonly exactlyOnce: boolean;
  readonly start: () => Promise<Pick<RealBroker, "name" | "url" | "close">>;
}

/** One that can be stopped and started again. */
export interface RestartableBroker extends FaultBroker {
  readonly start: () => Promise<RealBroker>;
}

/** The brokers that keep sessions over a restart. */
export const realBrokers: readonly RestartableBroker[] = isLong
  ? installedBrokers(2).map((kind) => ({ ...kind, exactlyOnce: true }))
  : [];

/** The brokers of this form of the tests: real ones in the long form, the embedded one in the short. */
export const faultBrokers: readonly FaultBroker[] = isLong
  ? realBrokers
  : [{ name: "the embedded broker", exactlyOnce: false, start: startEmbedded }];

async function startEmbedded(): ReturnType<FaultBroker["start"]> {
  const broker = await startEmbeddedBroker({ tcp: true });
  return { name: "embedded", url: broker.url("tcp"), close: () => broker.close() };
}
