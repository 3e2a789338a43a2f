import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { askCliLink } from "../../../../../cli/doctor/links/machine/ask-cli.ts";
import { ENVIRONMENT_PROFILE } from "../../../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { makeProjectFolder, type ProjectFolder } from "../support/project-folder.ts";

let project: ProjectFolder;

beforeAll(async () => {
  project = await makeProjectFolder();
  await project.program("npm", "exit 1");
});
afterAll(() => project.remove());
beforeEach(async () => {
  await project.program("ask", 'echo "2.30.7"');
  await project.write("~/.ask/cli_config", {
    profiles: {
      default: { token: { refresh_token: "Atzr|secret" }, vendor_id: "M1", aws_profile: "default" },
      bare: { token: { refresh_token: "Atzr|secret" }, vendor_id: "M1", aws_profile: null },
    },
  });
});

const patient = (about: Parameters<typeof patientFor>[0] = {}) =>
  patientFor({ folder: project.folder, environment: project.environment, ...about });

describe("ask-cli", () => {
  it("starts, and somebody is signed in", async () => {
    expect(await seenOf(askCliLink, patient())).toEqual({ seen: "ask-cli 2.30.7, profile default", notes: [] });
  });

  it("is installed where no folder of the PATH has it, and configured where it is not", async () => {
    const environment = { ...project.environment, PATH: "/nowhere" };
    const found = await breakageOf(askCliLink, patient({ environment }));
    expect(found.breakage).toBe("ask-missing");
    expect(found.remedy.type).toEqual(["npm install --global ask-cli"]);
    const first = await breakageOf(askCliLink, patient({ environment: { ...environment, HOME: "/nowhere" } }));
    expect(first.remedy.type).toEqual(["npm install --global ask-cli", "ask configure --profile default"]);
  });

  it("does not start with the antlr4ts that npm may have given it", async () => {
    await project.program("ask", 'echo "TypeError: Class extends value undefined is not a constructor" >&2; exit 1');
    const { breakage, sentence, remedy } = await breakageOf(askCliLink, patient());
    expect(breakage).toBe("ask-not-starting");
    expect(sentence).toContain("a broken release of antlr4ts");
    expect(remedy.type?.join("\n")).toContain("0.5.0-alpha.4");
    expect(remedy.type?.at(-1)).toMatch(/^export PATH=/);
  });

  it("is quoted where it does not start for another reason", async () => {
    await project.program("ask", 'echo "Error: Cannot find module x" >&2; exit 1');
    const { breakage, sentence } = await breakageOf(askCliLink, patient());
    expect(breakage).toBe("ask-not-starting");
    expect(sentence).toMatch(/does not start: Error: Cannot find module x$/);
  });

  it("is renewed where it is older than this kind of project", async () => {
    await project.program("ask", "echo 1.7.23");
    expect(await breakageOf(askCliLink, patient())).toMatchObject({
      breakage: "ask-too-old",
      remedy: { type: ["npm install --global ask-cli"] },
    });
  });

  it("has nobody signed in", async () => {
    await project.write("~/.ask/cli_config", { profiles: {} });
    expect(await breakageOf(askCliLink, patient())).toMatchObject({
      breakage: "ask-not-configured",
      remedy: { type: ["ask configure --profile default"] },
    });
  });

  it("takes a sign-in from the environment, where ask-resources.json has its profile", async () => {
    const environment = { ...project.environment, HOME: "/nowhere", AWS_ACCESS_KEY_ID: "AKIA", ASK_VENDOR_ID: "M1" };
    const found = await breakageOf(askCliLink, patient({ environment, profile: ENVIRONMENT_PROFILE }));
    expect(found.breakage).toBe("unknown-profile");
    expect(found.sentence).toContain("it has default");
  });

  it("notes a profile that no deploy can go by", async () => {
    const profiles = { bare: { code: { default: { src: "./lambda" } } } };
    await project.write("ask-resources.json", { profiles });
    const { notes } = await seenOf(askCliLink, patient({ profile: "bare" }));
    expect(notes?.join()).toContain("has no AWS profile");
  });
});
