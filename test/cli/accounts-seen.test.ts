import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { Command } from "commander";
import { accountCommands } from "../../cli/accounts/commands.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { grantOf, linkOf, recordOf, registryWorld } from "./doctor/support/registry-world.ts";

const ANNE = "amzn1.account.ANNE";
const BERT = "amzn1.account.BERT";
const CARL = "amzn1.account.CARL";
const { world, parameters, resources, register, write, log, logs } = registryWorld();

/** Runs `camera-skill accounts seen` in the folder that the skill was deployed from. */
async function seen(...flags: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    columns: undefined,
    isLive: false,
    progress: { show() {}, fail() {}, clear() {} },
    print: (text) => void out.push(text),
    tell: (text) => void err.push(text),
    ask: undefined,
    failed() {},
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void err.push(text) });
  accountCommands(program, () => ({ terminal, folder: world().folder }));
  await program.parseAsync(["accounts", "seen", "--data", world().data, ...flags], { from: "user" });
  return { out: out.join("\n"), err: err.join("\n") };
}

const users = async (...flags: string[]) => JSON.parse((await seen("--json", ...flags)).out).users;

describe("accounts seen", () => {
  it("shows who enabled the skill and who asked for cameras, the last first, with what each has", async () => {
    await register("front-door", { owners: [ANNE, BERT] });
    await register("garden", { owners: [ANNE] });
    await write(grantOf(ANNE), linkOf(ANNE), linkOf(BERT, 1_700_000_900_000));
    log({ level: "WARN", message: "a user has no camera", userId: CARL });
    const { out, err } = await seen();
    const [head, carl, ...others] = out.split("\n").map((line) => line.split(/\s+/));
    expect(head).toEqual(["USER", "LAST", "SEEN", "CAMERAS", "EVENTS"]);
    expect(carl).toEqual([CARL, expect.stringMatching(/^20\d\d-[\d-]+T[\d:]+Z$/), "0", "no"]);
    expect(others).toEqual([
      [BERT, "2023-11-14T22:28:20Z", "1", "no"],
      [ANNE, "2023-11-14T22:21:40Z", "2", "yes"],
    ]);
    expect(err).toContain("of the stack ask-cam-default-skillStack-1");
    expect(err).toContain(`npx camera-skill cameras add <id> … --owner ${CARL}`);
    expect(out + err).not.toContain("SECRET");
  });

  it("prints them as JSON", async () => {
    await write(grantOf(ANNE));
    expect(await users()).toEqual([{ userId: ANNE, lastSeen: "2023-11-14T22:13:20.000Z", events: true, cameras: 0 }]);
  });

  it("takes what a user's copies are for nothing but their number, and lost ones for none", async () => {
    const copyOf = { pk: `cameras-of#${ANNE}`, version: 1 };
    await write(grantOf(ANNE), { ...copyOf, sk: "a", camera: "spoilt" }, { ...copyOf, sk: "b", gone: true });
    expect(await users()).toMatchObject([{ cameras: 1 }]);
  });

  it("knows nobody who has disabled the skill since, nor what only looks like somebody who asked", async () => {
    await write(linkOf(undefined), { ...grantOf(BERT), entry: { accessToken: "Atza|SECRET" } });
    log({ message: "the user has no camera a user has no camera", userId: CARL });
    log({ message: "a user has no camera" });
    expect((await seen()).out).toContain("Enable it in the Alexa app");
  });

  it("takes the rehearsal's users from its table", async () => {
    await write(grantOf(ANNE));
    log({ message: "a user has no camera", userId: CARL });
    expect(await users("--rehearsal")).toMatchObject([{ userId: ANNE }]);
  });

  it("counts the cameras of the file where the stack has them there", async () => {
    parameters.Cameras = "file";
    await register("front-door", { owners: [ANNE] });
    await write(grantOf(ANNE), grantOf(BERT));
    await writeFile(
      join(world().folder, "lambda", "cameras.json"),
      JSON.stringify([recordOf("a", { owners: [BERT] })]),
    );
    const found = await users();
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(expect.objectContaining({ userId: ANNE, cameras: 0 }));
    expect(found).toContainEqual(expect.objectContaining({ userId: BERT, cameras: 1 }));
  });

  it.each([
    ["may not be read", () => logs().behave("denied"), "AWS denied logs:FilterLogEvents in eu-west-1"],
    ["is not there", () => void delete resources.SkillLogs, "has no SkillLogs"],
  ])("says that the log %s, and shows what the table has", async (_what, spoil, sentence) => {
    await write(grantOf(ANNE));
    spoil();
    const { out, err } = await seen("--json");
    expect(JSON.parse(out).users).toMatchObject([{ userId: ANNE }]);
    expect(err).toContain(sentence);
  });

  it("says so when the table may not be read", async () => {
    world().table.behave("denied");
    await expect(seen()).rejects.toThrow("AWS denied dynamodb:Scan in eu-west-1");
  });
});
