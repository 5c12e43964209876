// How long the server by itself takes from its start to the first diagnostics of an open file: what the editor adds to it
// is seen beside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { SERVER_COMMAND } from "./places.ts";

interface Message {
  readonly method?: string;
  readonly id?: number;
  readonly result?: unknown;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly unknown[] };
}

/** Milliseconds until diagnostics of the file were pushed. */
export async function serverAlone(folder: string, file: string): Promise<number> {
  const [program, ...args] = SERVER_COMMAND;
  const started = performance.now();
  const server = spawn(program ?? "", args, { stdio: ["pipe", "pipe", "ignore"] });
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const uri = pathToFileURL(file).href;
  const text = fs.readFileSync(file, "utf8");
  send({ id: 1, method: "initialize", params: { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {}, workspaceFolders: null } });
  try {
    for await (const message of messages(server.stdout)) {
      if (message.id === 1) {
        send({ method: "initialized", params: {} });
        send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "python", version: 1, text } } });
      } else if (message.method === "textDocument/publishDiagnostics" && message.params?.uri === uri && message.params.diagnostics?.length !== 0) {
        return performance.now() - started;
      }
    }
    throw new Error("the server ended before it had found anything");
  } finally {
    server.kill();
    await once(server, "close");
  }
}

async function* messages(stream: AsyncIterable<Buffer>): AsyncGenerator<Message> {
  let waiting = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = Buffer.concat([waiting, chunk]);
    for (let end = waiting.indexOf("\r\n\r\n"); end >= 0; end = waiting.indexOf("\r\n\r\n")) {
      const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, end).toString())?.[1]);
      if (waiting.length < end + 4 + length) {
        break;
      }
      yield JSON.parse(waiting.subarray(end + 4, end + 4 + length).toString()) as Message;
      waiting = waiting.subarray(end + 4 + length);
    }
  }
}
