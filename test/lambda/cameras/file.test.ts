import { describe, expect, it, jest } from "@jest/globals";
import { createFileRegistry } from "../../../lambda/cameras/file.ts";
import { cameraRecord } from "../support/fixtures.ts";

const hall = cameraRecord({ id: "hall", owners: ["ada", "bob"] });
const yard = cameraRecord({ id: "yard", owners: ["bob"] });

function registryOf(text: string | undefined | Error) {
  const warn = jest.fn();
  const read = jest.fn(() => {
    if (text instanceof Error) throw text;
    return text;
  });
  return { registry: createFileRegistry({ read, log: { info() {}, warn, error() {} } }), read, warn };
}

describe("cameras.json", () => {
  it("gives each user their own cameras and nobody else's", async () => {
    const { registry } = registryOf(JSON.stringify([hall, yard]));
    expect(await registry.camerasOf("ada")).toEqual([hall]);
    expect(await registry.camerasOf("bob")).toEqual([hall, yard]);
    expect(await registry.camerasOf("eve")).toEqual([]);
    expect(await registry.cameraOf("bob", "yard")).toEqual(yard);
    expect(await registry.cameraOf("ada", "yard")).toBeUndefined();
    expect(await registry.cameraOf("ada", "attic")).toBeUndefined();
  });

  it.each(["x", "x".repeat(128), "Großmutters Tür", "玄関 2", " Hall ", "👨‍👩‍👧"])(
    "takes the name %j",
    async (name) => {
      const { registry } = registryOf(JSON.stringify([{ ...hall, name }]));
      expect(await registry.cameraOf("ada", "hall")).toMatchObject({ name });
    },
  );

  it("fills in what may be left out", async () => {
    const { signaling: _signaling, offerFormat: _offerFormat, ...short } = hall;
    const { registry } = registryOf(JSON.stringify([short]));
    expect(await registry.cameraOf("ada", "hall")).toMatchObject({ signaling: "auto", offerFormat: "json" });
  });

  it("is read once", async () => {
    const { registry, read } = registryOf(JSON.stringify([hall]));
    await registry.camerasOf("ada");
    await registry.cameraOf("ada", "hall");
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("is an empty registry when it is missing, and the log says so once", async () => {
    const { registry, warn } = registryOf(undefined);
    expect(await registry.camerasOf("ada")).toEqual([]);
    expect(await registry.camerasOf("ada")).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("there is no cameras.json"));
  });

  it.each([
    ["no JSON", "[", "cameras.json is not JSON"],
    ["no array", "{}", "cameras.json is not an array of cameras"],
    ["a wrong id", JSON.stringify([{ ...hall, id: "a/b" }]), "cameras.json [0].id must be 1 to 256 letters"],
    [
      "a missing name",
      JSON.stringify([hall, { ...yard, name: undefined }]),
      "cameras.json [1].name is missing or wrong",
    ],
    [
      "a misspelt field",
      JSON.stringify([{ ...hall, chanelArn: "x" }]),
      "cameras.json [0] has a field that no camera has",
    ],
    ...["", " \t", "\u00a0", "Hall\n", "Ha\u0000ll", "x".repeat(129)].map((name): [string, string, string] => [
      `the name ${JSON.stringify(name).slice(0, 12)}`,
      JSON.stringify([{ ...hall, name }]),
      "cameras.json [0].name must be 1 to 128 characters, not all blank, and no line break or other control character",
    ]),
    ["a blank model", JSON.stringify([{ ...hall, model: " " }]), "cameras.json [0].model must be 1 to 128 characters"],
    ["no owner", JSON.stringify([{ ...hall, owners: [] }]), "cameras.json [0].owners is missing or wrong"],
    ["one id twice", JSON.stringify([hall, yard, hall]), "cameras.json [2].id is used twice"],
    ["a file that cannot be opened", new Error("EACCES /secret"), "cameras.json cannot be opened"],
  ])("names what is wrong: %s", async (_name, text, sentence) => {
    const { registry } = registryOf(text);
    const failure = { code: "registry-unreachable", message: expect.stringContaining(sentence) };
    await expect(registry.camerasOf("ada")).rejects.toMatchObject(failure);
    await expect(registry.cameraOf("ada", "hall")).rejects.toMatchObject(failure);
  });
});
