import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "@jest/globals";
import { accessKeysFileSchema } from "../../../rehearsal/signaling-service/access/access-keys-file.ts";
import { behaviourRequestSchema } from "../../../rehearsal/signaling-service/admin/report.ts";
import { catalogue, makeBehaviour, parseBehaviour } from "../../../rehearsal/signaling-service/behaviours/catalogue.ts";
import { run } from "../../cli/run.ts";
import { cliEnvironment, describeWithAwsCli } from "./support/aws-cli.ts";
import { closeWorlds, openWorld } from "./support/world.ts";

const page = await readFile(join(import.meta.dirname, "../../../docs/signaling-service.md"), "utf8");
const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, text = ""]) => ({ language, text }));
const rows = page.split("\n").filter((line) => line.startsWith("| "));

afterEach(closeWorlds);

describe("docs/signaling-service.md", () => {
  it.each(catalogue.map((kind) => [kind.name, kind] as const))("has %s and its parameters", (name, kind) => {
    const row = rows.find((line) => line.split("|")[1]?.includes(`\`${name}\``)) ?? "";
    for (const parameter of kind.describeParameters()) expect(row.split(" | ")[1]).toContain(`\`${parameter.name}\``);
    if (kind.describeParameters().length === 0) expect(row).toContain("` | | ");
    // The parameter whose name may be left out comes first.
    if (kind.positional) expect(/`([a-z]+)`/.exec(row.split(" | ")[1] ?? "")?.[1]).toBe(kind.positional);
  });

  it("has no behaviour that there is not", () => {
    const section = page.slice(page.indexOf("## Misbehaviour"), page.indexOf("## The admin route"));
    const named = section
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual(catalogue.map(({ name }) => name).sort());
  });

  it("has every flag of the command", async () => {
    const { out } = await run("signaling", "--help");
    const flags = [...out.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
    expect(flags.length).toBeGreaterThan(10);
    for (const flag of flags) expect(page).toMatch(new RegExp(`\`${flag}[ \`]`));
  });

  it("has examples that are taken", () => {
    const json = blocks.find(({ language }) => language === "json")?.text ?? "";
    expect(accessKeysFileSchema.safeParse(JSON.parse(json)).success).toBe(true);
    const { parameters = {}, ...body } = behaviourRequestSchema.parse(
      JSON.parse(/`(\{"behaviour".*?\})`/.exec(page)?.[1] ?? ""),
    );
    makeBehaviour({ parameters, ...body });
    for (const [, text = ""] of page.matchAll(/`((?:answer-late|fail-with):[^`]+)`/g)) parseBehaviour(text);
  });
});

describeWithAwsCli("the aws-cli example of docs/signaling-service.md", () => {
  it("gets ICE servers of the channel's own endpoint", async () => {
    const script = blocks.find(({ text }) => text.startsWith("channel=$(aws"))?.text ?? "";
    const { service } = await openWorld();
    const env = { ...cliEnvironment(service), AWS_ENDPOINT_URL_KINESIS_VIDEO: service.controlPlaneUrl };
    const { stdout } = await promisify(execFile)("/bin/sh", ["-ec", script], { env, timeout: 40_000 });
    expect(JSON.parse(stdout)).toMatchObject({ IceServerList: [{ Username: expect.stringMatching(/^\d+:/) }] });
  }, 50_000);
});
