// Waits for what comes by itself: an expectation is looked at again until it holds.
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE = 30_000;

/** Returns as soon as the expectation throws no more; after a generous time with its last complaint. */
export async function eventually<T>(expectation: () => T | Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE; ; await sleep(100)) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}
