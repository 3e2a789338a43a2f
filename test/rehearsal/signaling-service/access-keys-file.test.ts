import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readAccessKeysFile } from "../../../rehearsal/signaling-service/access/access-keys-file.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "access-keys-"));
  path = join(folder, "keys.json");
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: unknown) => {
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return readAccessKeysFile(path);
};
const key = { accessKeyId: "AKIAVIEWER", secretAccessKey: "hush-hush" };

describe("a file of access keys", () => {
  it("holds keys with limits and without", async () => {
    const keys = [
      key,
      {
        ...key,
        accessKeyId: "ASIACAMERA",
        sessionToken: "token",
        expiresAt: 1_700_000_000_000,
        name: "camera@home",
        actions: ["kinesisvideo:Connect*", "GetIceServerConfig"],
        channels: ["front-?oor"],
      },
    ];
    expect(await read(keys)).toEqual(keys);
    expect(await read([])).toEqual([]);
  });

  it.each([
    ["no list", key, "The input must be an array"],
    [
      "a key without its secret",
      [key, { accessKeyId: "AKIAOTHER" }],
      "key 2: secretAccessKey is missing: it must be a string",
    ],
    [
      "an id that is none",
      [{ ...key, accessKeyId: "hush/hush" }],
      "key 1: accessKeyId must be 1 to 128 letters, digits or '_'",
    ],
    ["a key twice", [key, key], "The input has an accessKeyId twice"],
    [
      "an action that is none",
      [{ ...key, actions: ["hush hush"] }],
      "key 1: actions.0 must be a name, or a pattern with '*' or '?'",
    ],
    [
      "a name that IAM has not",
      [{ ...key, name: "hush hush" }],
      "key 1: name must be 1 to 64 letters, digits or '_+=,.@-'",
    ],
    ["a date that is none", [{ ...key, expiresAt: "hush" }], "key 1: expiresAt must be"],
    [
      "a member it does not know",
      [{ ...key, "hush-hush": 1 }],
      "key 1: has a member that is none of accessKeyId, secretAccessKey, sessionToken, expiresAt, name, actions, channels",
    ],
    ["no JSON", '[{"secretAccessKey": hush}]', "the file is not valid JSON"],
  ])("with %s is refused in words that quote nothing of it", async (_, content, words) => {
    const error = await read(content).catch((refused: Error) => refused);
    expect(error).toMatchObject({ name: "UnreadableAccessKeysFile" });
    expect(String(error)).toContain(`${path}: ${words}`);
    expect(String(error)).not.toMatch(/hush|AKIA/);
  });

  it("that is not there or no file is refused", async () => {
    await expect(readAccessKeysFile(path)).rejects.toThrow(`${path}: there is no such file`);
    await expect(readAccessKeysFile(folder)).rejects.toThrow(`${folder}: the file cannot be read (EISDIR)`);
  });
});
