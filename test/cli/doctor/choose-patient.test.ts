import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { choosePatient, type PatientOptions } from "../../../cli/doctor/choose-patient.ts";
import { WrongUsage } from "../../../cli/wrong-usage.ts";
import { writeControlAddress } from "../../../rehearsal/control/address.ts";

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "choose-patient-"));
  data = join(folder, ".rehearsal");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const project = () => writeFile(join(folder, "ask-resources.json"), "{}");
const rehearsal = () => writeControlAddress(data, { pid: process.pid, url: "http://127.0.0.1:1", token: "t" });
async function deploy(): Promise<void> {
  await mkdir(join(folder, ".ask"));
  await writeFile(join(folder, ".ask/ask-states.json"), "{}");
}
const chosen = (options: Partial<PatientOptions> = {}, environment: NodeJS.ProcessEnv = {}) =>
  choosePatient({ data, ...options }, folder, environment);

describe("the installation that is examined", () => {
  it("is the one that was deployed from the folder, although a rehearsal runs", async () => {
    await project();
    await deploy();
    await rehearsal();
    expect(await chosen()).toMatchObject({ kind: "deployed", profile: "default", alexaRegion: "default" });
  });

  it("is the rehearsal that runs, where nothing was deployed", async () => {
    await project();
    await rehearsal();
    expect(await chosen()).toMatchObject({ kind: "rehearsed", dataDirectory: data });
  });

  it("is in a project's folder the deploy that is still to be", async () => {
    await project();
    expect(await chosen()).toMatchObject({ kind: "deployed", isNeither: true });
  });

  it("is the rehearsal when that is said", async () => {
    await deploy();
    expect(await chosen({ rehearsal: true })).toMatchObject({ kind: "rehearsed" });
  });

  it("is the rehearsal of a data directory that is named, whether it runs or not", async () => {
    await project();
    await deploy();
    const named = join(folder, "cameras");
    expect(await chosen({ data: named })).toMatchObject({ kind: "rehearsed", dataDirectory: named });
  });

  it("is that of a profile when one is named", async () => {
    await rehearsal();
    expect(await chosen({ profile: "beta" })).toMatchObject({ kind: "deployed", profile: "beta" });
  });

  it("has the profile that ask-cli would take", async () => {
    await deploy();
    expect(await chosen({}, { ASK_DEFAULT_PROFILE: "beta" })).toMatchObject({ profile: "beta" });
  });

  it("is asked for elsewhere", async () => {
    await expect(chosen()).rejects.toThrow(WrongUsage);
    await expect(chosen()).rejects.toThrow("npm start");
  });

  it("cannot be both", async () => {
    await expect(chosen({ rehearsal: true, profile: "beta" })).rejects.toThrow("--rehearsal goes with neither");
  });
});
