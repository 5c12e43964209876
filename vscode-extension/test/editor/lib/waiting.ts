// Waiting for what has to become true, for a generous time: it is looked at again until it is.

const PATIENCE = 30_000;

/** What `get` gives as soon as it is neither undefined nor false; `seen` tells in the failure what there was instead. */
export async function until<Got>(get: () => Got | undefined | false | PromiseLike<Got | undefined | false>, seen: () => unknown, seconds = 20): Promise<Got> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const got = await get();
    if (got !== undefined && got !== false) {
      return got;
    }
  }
  throw new Error(`not within ${seconds} s; there was: ${JSON.stringify(await seen(), undefined, 1)}`);
}

/** Returns as soon as the expectation throws no more; after a generous time with its last complaint. */
export async function eventually<T>(expectation: () => T | Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE; ; await pause(100)) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
