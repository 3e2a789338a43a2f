import { createServer, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../../../rehearsal/listen.ts";

/** A server that takes calls and answers none, and tells of each: what a slow one is, without its time. */
export async function startSilentServer() {
  const waiting: ServerResponse[] = [];
  let calls = 0;
  let heard = () => {};
  const server = createServer((request, response) => {
    request.resume();
    waiting.push(response);
    calls += 1;
    heard();
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Waits until so many calls came in, since the server was started or calmed. */
    called: (times: number) =>
      new Promise<void>((resolve) => {
        heard = () => {
          if (calls >= times) resolve();
        };
        heard();
      }),
    /** Answers all calls that wait with this HTTP status. */
    answer(status: number) {
      for (const response of waiting.splice(0)) response.writeHead(status).end();
    },
    /** Ends the calls that wait, and forgets that there were any. */
    calm() {
      calls = 0;
      for (const response of waiting.splice(0)) response.destroy();
    },
    stop: () => closeServer(server),
  };
}
export type SilentServer = Awaited<ReturnType<typeof startSilentServer>>;
