/** How many packet identifiers are for messages; the other ones, up to 65,535, are for subscriptions. */
export const MESSAGE_IDS = 65_000;

/**
 * The packet identifier of a message. It follows from its place in the order of all messages, so a message that is kept
 * is kept with its identifier, and is sent with the same one by whichever process sends it.
 */
export function packetId(sequence: number): number {
  return ((sequence - 1) % MESSAGE_IDS) + 1;
}
