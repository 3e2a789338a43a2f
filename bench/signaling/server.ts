import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Listening } from "./server-process.ts";

/** A server that runs in a process of its own. */
export interface Server extends Listening {
  /** What it holds in memory, bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the signaling service, or the bare relay that it is measured against. */
export async function startServer(kind: "service" | "relay"): Promise<Server> {
  const child = fork(join(import.meta.dirname ?? ".", "server-process.ts"), [kind], {
    execArgv: [...process.execArgv, "--expose-gc"],
  });
  const listening = await nextMessage<Listening>(child);
  return {
    ...listening,
    memory() {
      child.send("memory");
      return nextMessage<number>(child);
    },
    async stop() {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}

async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`the server has ended with exit code ${code}`);
    }),
  ]);
  return message as Message;
}
