import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { regionLink } from "../../../../../cli/doctor/links/deployment/region.ts";
import { readProfiles } from "../../../../../infrastructure/checks/deploy-profile.ts";
import { readJson } from "../../../../../infrastructure/checks/json-file.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { askResources, makeProjectFolder, type ProjectFolder, stackIdIn } from "../support/project-folder.ts";

let project: ProjectFolder;

beforeEach(async () => {
  project = await makeProjectFolder();
  await project.deployed();
});
afterEach(() => project.remove());

const patient = (about: Parameters<typeof patientFor>[0] = {}) => patientFor({ folder: project.folder, ...about });

/** ask-resources.json as its writer would change it, read as ask-cli reads it. */
function regionWritten(before: object, { instead, text }: { readonly instead: string; readonly text: string }) {
  const now = JSON.stringify(before, null, 2).replace(instead, text);
  return readProfiles(readJson("ask-resources.json", now))[0]?.regions[0]?.awsRegion;
}

describe("the stack's region", () => {
  it("is the one that ask-resources.json has, and whose Alexa asks there is said", async () => {
    const { seen, notes } = await seenOf(regionLink, patient());
    expect(seen).toBe("us-east-1, as ask-resources.json says");
    expect(notes).toHaveLength(1);
    expect(notes?.[0]).toContain("accounts in North and South America (NA)");
  });

  it("is another, and is written back at its line", async () => {
    const resources = askResources({ awsRegion: "eu-west-1" });
    await project.write("ask-resources.json", resources);
    const { breakage, sentence, remedy } = await breakageOf(regionLink, patient());
    expect(breakage).toBe("wrong-region");
    expect(sentence).toContain("The stack is in us-east-1, and ask-resources.json says eu-west-1");
    expect(remedy.write).toMatchObject({
      file: "ask-resources.json",
      instead: '"awsRegion": "eu-west-1",',
      text: '"awsRegion": "us-east-1",',
    });
    const lines = JSON.stringify(resources, null, 2).split("\n");
    expect(lines[(remedy.write?.line ?? 0) - 1]).toContain("awsRegion");
  });

  it("is another than ask-cli's own, and is written where there was nothing", async () => {
    const resources = askResources({ awsRegion: undefined });
    await project.write("ask-resources.json", resources);
    await project.deployed({ default: stackIdIn("eu-west-1") });
    const { remedy } = await breakageOf(regionLink, patient());
    expect(remedy.write && regionWritten(resources, remedy.write)).toBe("eu-west-1");
  });

  it("is another than ask-cli's own for one of Alexa's regions", async () => {
    await project.write("ask-resources.json", askResources({ regions: ["default", "EU"] }));
    await project.deployed({ default: stackIdIn("us-east-1"), EU: stackIdIn("eu-central-1") });
    const { remedy } = await breakageOf(regionLink, patient({ alexaRegion: "EU" }));
    expect(remedy.write).toBeUndefined();
    expect(remedy.say).toContain('"awsRegion": "eu-central-1" for EU');
  });

  it("is not that of all languages", async () => {
    const locales = { "en-US": {}, "en-GB": {}, "de-DE": {}, "ja-JP": {} };
    await project.write("skill-package/skill.json", { manifest: { publishingInformation: { locales } } });
    const { notes = [] } = await seenOf(regionLink, patient());
    expect(notes.slice(1).map((note) => note.split(",").slice(0, 2).join())).toEqual([
      "en-GB, de-DE are for accounts in Europe and India",
      "ja-JP is for accounts in Japan and Australia, where this profile has no stack: add the region FE (docs/setup.md",
    ]);
  });

  it("is not where the AWS CLI goes by itself", async () => {
    const { notes } = await seenOf(regionLink, patient({ environment: { AWS_DEFAULT_REGION: "eu-central-1" } }));
    expect(notes?.at(-1)).toContain("AWS_DEFAULT_REGION is eu-central-1");
    const same = await seenOf(regionLink, patient({ environment: { AWS_REGION: "us-east-1" } }));
    expect(same.notes).toHaveLength(1);
  });
});
