import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { registeredCamera } from "../../../cli/cameras/registered-camera.ts";
import type { Skill } from "../../../cli/cameras/skill.ts";

const record = {
  id: "door",
  name: "Door",
  kind: "camera",
  talk: false,
  channelArn: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/door/1700000000000",
  owners: ["amzn1.account.ANNE"],
  manufacturer: "x",
  model: "y",
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "registered-camera-"));
  await mkdir(join(folder, "lambda"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A skill whose stack takes its cameras from the file: its table would fail. */
const skill = { place: { camerasInFile: true } } as Pick<Skill, "place" | "catalogue">;
const write = (text: string) => writeFile(join(folder, "lambda", "cameras.json"), text);

describe("a camera that stands in the folder's file", () => {
  it("is found there", async () => {
    await write(JSON.stringify([record]));
    expect(await registeredCamera(skill, folder, "door")).toMatchObject({ ...record, signaling: "auto" });
  });

  it("is missed by saying which there are, and where", async () => {
    await write(JSON.stringify([record]));
    await expect(registeredCamera(skill, folder, "gate")).rejects.toThrow(
      'there is no camera "gate" in lambda/cameras.json; there are: door',
    );
    await expect(registeredCamera(skill, join(folder, "lambda"), "gate")).rejects.toThrow("there is no lambda/");
  });

  it("is not found in a file that is wrong, and the field is named", async () => {
    await write(JSON.stringify([{ ...record, kind: "kettle" }]));
    await expect(registeredCamera(skill, folder, "door")).rejects.toThrow("[0].kind is missing or wrong");
  });
});
