import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openTerminal, type Terminal } from "../../../rehearsal/deploy-targets/typed-at-prompts.ts";

const environment = { PATH: process.env.PATH ?? "", HOME: "/" };
const LIMIT = { limitMs: 10_000 };
const open = (signal = new AbortController().signal) => openTerminal({ cwd: "/", environment, signal });

// Where there is another `script`, or none, nobody has looked yet.
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("A terminal", () => {
  let terminal: Terminal;
  beforeAll(async () => {
    terminal = await open();
  });
  afterAll(() => terminal.close());

  it("shows what a line's programs write, and how it ended", async () => {
    expect(await terminal.type("echo one; (exit 3)", LIMIT)).toEqual({ exitCode: 3, output: "one\n" });
  });

  it("is one for the programs in it", async () => {
    expect((await terminal.type("test -t 0 && test -t 1 && test -t 2", LIMIT)).exitCode).toBe(0);
  });

  it("keeps folder and variables from line to line", async () => {
    await terminal.type("cd /usr && STACK=a && export REGION=b", LIMIT);
    const { output } = await terminal.type('pwd; echo "$STACK"; sh -c \'echo "$REGION"\'', LIMIT);
    expect(output).toBe("/usr\na\nb\n");
  });

  it("answers questions in their order", async () => {
    const { output } = await terminal.type("read -p 'Key? ' key; read -p 'Sure? ' sure; echo $key $sure", {
      ...LIMIT,
      answers: [
        { asked: "Key?", typed: "AKIA" },
        { asked: /Sure\?/, typed: "" },
      ],
    });
    expect(output).toMatch(/AKIA\n$/);
  });

  it("shows of a line that is written over what it was in the end", async () => {
    const { output } = await terminal.type("printf 'working\\rdone\\n'", LIMIT);
    expect(output).toBe("done\n");
  });

  it("complains of a question that does not come", async () => {
    const typing = terminal.type("echo over", { ...LIMIT, answers: [{ asked: "Sure?", typed: "y" }] });
    await expect(typing).rejects.toThrow("echo over has ended and has not asked Sure?");
    expect((await terminal.type("echo on", LIMIT)).output).toBe("on\n");
  });

  it("interrupts what goes on by itself", async () => {
    // The program itself says it: a shell's word would come before there is something to interrupt.
    const stop = await terminal.start("sh -c 'echo ready; exec cat'", "ready", LIMIT);
    expect((await stop()).exitCode).toBe(130);
  });

  it("complains of what was to go on and has ended", async () => {
    await expect(terminal.start("echo bye; false", "ready", LIMIT)).rejects.toThrow("has ended with 1: bye");
  });
});

describeOnLinux("A terminal's programs", () => {
  it("end when they take too long", async () => {
    const terminal = await open();
    const typing = terminal.type("echo begun; cat", { limitMs: 2_000 });
    await expect(typing).rejects.toMatchObject({ name: "Overdue", message: expect.stringContaining("begun") });
    await terminal.close();
  });

  it("are given up when somebody closes its window", async () => {
    const terminal = await open();
    const script = "$(cut -d' ' -f4 /proc/$PPID/stat)";
    await expect(terminal.type(`kill -KILL ${script}`, LIMIT)).rejects.toThrow("the terminal has closed");
    await expect(terminal.type("echo on", LIMIT)).rejects.toThrow("the terminal has closed");
    await terminal.close();
  });

  it("end with the signal", async () => {
    const stopping = new AbortController();
    const terminal = await open(stopping.signal);
    const typing = terminal.start("echo begun; cat", "never", LIMIT);
    stopping.abort(new Error("stopped"));
    await expect(typing).rejects.toThrow("stopped");
    await terminal.close();
  });
});
