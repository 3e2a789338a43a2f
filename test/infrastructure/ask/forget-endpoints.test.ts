import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { forgetEndpoints } from "../../../infrastructure/ask/forget-endpoints.ts";

describe("taking out of skill.json what a deploy has written there", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "forget-endpoints-"));
    const resources = { profiles: { prod: { skillMetadata: { src: "./packages/prod" } } } };
    await writeFile(join(folder, "ask-resources.json"), JSON.stringify(resources));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const endpoint = { uri: "arn:aws:lambda:us-east-1:123456789012:function:another" };
  async function manifestAt(path: string, smartHome: object): Promise<void> {
    const manifest = { manifestVersion: "1.0", apis: { smartHome: { protocolVersion: "3", ...smartHome } } };
    await mkdir(join(folder, path), { recursive: true });
    await writeFile(join(folder, path, "skill.json"), JSON.stringify({ manifest }));
  }

  it("leaves the rest, written as ask-cli writes it", async () => {
    await manifestAt("skill-package", { endpoint });
    expect(await forgetEndpoints(folder, "default")).toBe("skill-package/skill.json");
    const manifest = { manifestVersion: "1.0", apis: { smartHome: { protocolVersion: "3" } } };
    const text = await readFile(join(folder, "skill-package/skill.json"), "utf8");
    expect(text).toBe(JSON.stringify({ manifest }, null, 2));
  });

  it("is about the package of the profile", async () => {
    await manifestAt("packages/prod", { endpoint });
    expect(await forgetEndpoints(folder, "prod")).toBe("packages/prod/skill.json");
  });

  it("does not touch a file that names no functions", async () => {
    await manifestAt("skill-package", {});
    const before = await readFile(join(folder, "skill-package/skill.json"), "utf8");
    expect(await forgetEndpoints(folder, "default")).toBeUndefined();
    expect(await readFile(join(folder, "skill-package/skill.json"), "utf8")).toBe(before);
  });
});
