import { describe, expect, it } from "@jest/globals";
import { type SecondTerminal, startLine } from "../../../../rehearsal/deploy-targets/desk/second-terminal.ts";

/** A program that goes on until somebody presses Ctrl-C. */
const endless = `process.on("SIGINT", () => { console.log("bye"); process.exit(); });
console.log("\\u001b[32mready\\u001b[39m " + process.env.GIVEN);
setInterval(() => {}, 1000);`;

describe("a line in a second terminal", () => {
  function start(line: string, more: { signal?: AbortSignal; limitMs?: number } = {}): SecondTerminal {
    const environment = { PATH: process.env.PATH ?? "", GIVEN: "here", SCRIPT: endless };
    return startLine(line, { cwd: process.cwd(), environment, signal: new AbortController().signal, ...more });
  }

  it("goes on once it has said what is waited for, and ends as by Ctrl-C", async () => {
    const terminal = start('node --eval "$SCRIPT"; echo never');
    await terminal.untilSays(/^ready here$/m);
    await terminal.untilSays("ready");
    await terminal.stop();
    expect(terminal.output()).toContain("ready here\nbye\n");
    await terminal.stop();
  });

  it("is told of when it ends before it has said what is waited for", async () => {
    const terminal = start("echo something else; exit 2");
    await expect(terminal.untilSays("ready")).rejects.toThrow("has ended and not said ready: something else");
    await terminal.stop();
  });

  it("is told of when it does not say in time what is waited for", async () => {
    const terminal = start('exec node --eval "$SCRIPT"', { limitMs: 200 });
    await expect(terminal.untilSays("never")).rejects.toThrow("has not said in time never");
    await terminal.stop();
  });

  it("ends when everything does", async () => {
    const everything = new AbortController();
    const terminal = start('exec node --eval "$SCRIPT"', { signal: everything.signal });
    await terminal.untilSays("ready");
    everything.abort();
    await expect(terminal.untilSays("never")).rejects.toThrow("has ended");
    expect(terminal.output()).not.toContain("bye");
  });
});
