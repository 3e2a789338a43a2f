import { describe, expect, it } from "@jest/globals";
import { nodeLink } from "../../../../../cli/doctor/links/machine/node.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";

const link = (version: string) => nodeLink(version, () => ">=20.19");

describe("Node.js", () => {
  it.each(["20.19.0", "20.20.2", "22.1.0", "100.0.0"])("may be %s", async (version) => {
    expect(await seenOf(link(version), patientFor())).toEqual({ seen: `Node.js ${version}` });
  });

  it.each(["20.18.9", "18.20.0", "9.30.0"])("may not be %s", async (version) => {
    const { breakage, sentence, remedy } = await breakageOf(link(version), patientFor());
    expect(breakage).toBe("node-too-old");
    expect(sentence).toBe(`This is Node.js ${version}, and the project needs >=20.19.`);
    expect(remedy.say).toContain("nodejs.org");
  });

  it("is installed by nvm where that is there", async () => {
    const { remedy } = await breakageOf(link("18.0.0"), patientFor({ environment: { NVM_DIR: "/home/me/.nvm" } }));
    expect(remedy.type).toEqual(["nvm install 24"]);
  });
});
