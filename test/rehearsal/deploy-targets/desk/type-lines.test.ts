import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { openWindow, type TypeLines } from "../../../../rehearsal/deploy-targets/desk/type-lines.ts";

describe("lines that are typed into a window", () => {
  let folder: string;
  let typeLines: TypeLines;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "it's typed-"));
  });
  beforeEach(() => {
    typeLines = openWindow({
      cwd: folder,
      environment: { PATH: process.env.PATH ?? "", GIVEN: "at first" },
      file: join(folder, "exported"),
      signal: new AbortController().signal,
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("run one after the other in its folder, with what is set between them", async () => {
    const ran = await typeLines(["pwd", "WORD=two\\ words", 'echo "$WORD" "$GIVEN"']);
    expect(ran).toEqual({ exitCode: 0, output: `${folder}\ntwo words at first\n` });
  });

  it("stop at the first that fails", async () => {
    expect(await typeLines(["echo one", "false", "echo two"])).toEqual({ exitCode: 1, output: "one\n" });
  });

  it("find what was exported before them, also by lines that failed after it, and nothing that was unset", async () => {
    await typeLines(["export MADE='a = b\nand more'", "exit 3"]);
    await typeLines(["unset GIVEN", "cd /"]);
    const { output } = await typeLines(['echo "$MADE,$GIVEN"', "pwd"]);
    expect(output).toBe(`a = b\nand more,\n${folder}\n`);
  });

  it("have variables of their own, which those after them do not have", async () => {
    await typeLines(["export NAMED=before"]);
    const environment = { OWN: "own", NAMED: "for once" };
    expect(await typeLines(['echo "$OWN $NAMED"'], { environment })).toMatchObject({ output: "own for once\n" });
    expect(await typeLines(['echo "$OWN $NAMED"'])).toMatchObject({ output: " before\n" });
  });

  it("leave nothing of their own behind, even when another program takes the shell's place next", async () => {
    await typeLines(["true"], { environment: { OWN: "own" } });
    await typeLines(["exec true"]);
    expect(await typeLines(['echo "$OWN"'])).toMatchObject({ output: "\n" });
  });

  it("may take only so long", async () => {
    await expect(typeLines(["echo begun", "exec sleep 30"], { limitMs: 500 })).rejects.toThrow("had not ended");
  });
});
