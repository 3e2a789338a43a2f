import { describe, expect, it } from "@jest/globals";
import type { Place } from "../../../../cli/cameras/place.ts";
import type { Patient } from "../../../../cli/doctor/patient.ts";
import { accountsSeen, camerasCommand } from "../../../../cli/doctor/remedies/cameras-command.ts";
import { changeCamera } from "../../../../cli/doctor/remedies/change-camera.ts";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { patientFor } from "../support/patient.ts";

const camera = { id: "door" } as CameraRecord;
const change = { say: "It works.", flags: ["--signaling", "viewer"], inFile: '"signaling": "viewer"' };

/** An installation whose cameras are in the table, or in the file. */
const keptIn = (camerasInFile: boolean): Patient => ({
  ...patientFor({ profile: "beta" }),
  read: async () => ({ camerasInFile }) as Place as never,
});

describe("a camera's record", () => {
  it("is changed in the table by a command that is typed for the very installation", async () => {
    expect(await changeCamera(keptIn(false), camera, change)).toEqual({
      say: "It works.",
      type: ["npx camera-skill cameras add door --signaling viewer --profile beta"],
    });
  });

  it("is changed by hand in the file, and deployed", async () => {
    expect(await changeCamera(keptIn(true), camera, change)).toEqual({
      say: 'It works. In lambda/cameras.json, the camera door is to have "signaling": "viewer". Then deploy: npm run deploy -- --profile beta',
    });
  });
});

describe("a command of cameras", () => {
  it.each([
    [{ profile: "beta", environment: { ASK_DEFAULT_PROFILE: "beta" } }, "npx camera-skill cameras play door"],
    [{ environment: { ASK_DEFAULT_PROFILE: "beta" } }, "npx camera-skill cameras play door --profile default"],
    [{ alexaRegion: "EU" }, "npx camera-skill cameras play door --alexa-region EU"],
    [{ kind: "rehearsed" as const, dataDirectory: ".rehearsal" }, "npx camera-skill cameras play door --rehearsal"],
    [
      { kind: "rehearsed" as const, dataDirectory: "/tmp/it's here" },
      "npx camera-skill cameras play door --rehearsal --data '/tmp/it'\\''s here'",
    ],
  ])("names the installation where that is not the usual one: %j", (about, command) => {
    expect(camerasCommand(patientFor(about), "play", "door")).toBe(command);
  });

  it("names it where it shows whom a skill knows as well", () => {
    expect(accountsSeen(patientFor({ profile: "beta" }))).toBe("npx camera-skill accounts seen --profile beta");
  });
});
