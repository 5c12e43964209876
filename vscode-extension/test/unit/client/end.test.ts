// The end of the server for good, at any time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ServerClient, type Surroundings } from "../../../src/client/client";
import { Lines } from "../support/world";

interface Life {
  readonly client: ServerClient;
  readonly states: string[];
  /** What goes wrong with the search for a server, for each time that one was looked for. */
  readonly searches: { readonly fail: () => void; readonly onInstall: () => void }[];
}

function life(): Life {
  const searches: Life["searches"] = [];
  const findServer: Surroundings["findServer"] = (_, onInstall) =>
    new Promise((__, reject) => {
      searches.push({ fail: () => { reject(new Error("killed")); }, onInstall });
    });
  const silent = (): never => assert.fail("nothing is said");
  const messages = { error: silent, warning: silent };
  const client = new ServerClient({ log: new Lines(), messages, findServer } as unknown as Surroundings);
  const states: string[] = [];
  client.onDidChangeState(({ kind }) => states.push(kind));
  return { client, states, searches };
}

/** The end comes while a server is searched for. */
async function endedEarly(): Promise<Life> {
  const found = life();
  found.client.begin("the extension is active");
  await sleep(5);
  await found.client.end();
  return found;
}

test("what goes wrong with a start after the end starts nothing more", async () => {
  const { states, searches } = await endedEarly();
  searches[0]?.fail();
  await sleep(300);
  assert.deepEqual([states, searches.length], [["starting", "stopped"], 1]);
});

test("an end before the search for a server has begun leaves nothing to search for", async () => {
  const { client, states, searches } = life();
  client.begin("the extension is active");
  await client.end();
  await sleep(5);
  assert.deepEqual([states, searches.length], [["stopped"], 0]);
});

test("what cannot be done without a server is refused with a sentence", async () => {
  const { client } = life();
  assert.throws(() => client.required(), /^Error: the server does not run; its log says why$/);
  await assert.rejects(client.ask("overview"), /^Error: the server does not run; its log says why$/);
});

test("nothing is told, and nothing started, after the end", async () => {
  const { client, states, searches } = await endedEarly();
  searches[0]?.onInstall();
  client.request("the interpreter is another");
  searches[0]?.fail();
  await sleep(300);
  assert.deepEqual([states, client.state.kind, searches.length], [["starting", "stopped"], "stopped", 1]);
});
