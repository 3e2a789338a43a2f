import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { rehearsalLink } from "../../../../../cli/doctor/links/machine/rehearsal.ts";
import { startRehearsal } from "../../../../../cli/doctor/remedies/start-rehearsal.ts";
import { DEFAULT_DATA } from "../../../../../cli/paths.ts";
import { writeControlAddress } from "../../../../../rehearsal/control/address.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";

it("a rehearsal runs on the data directory, or is to be started", async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doctor-"));
  const patient = () => patientFor({ kind: "rehearsed", dataDirectory });
  expect(await breakageOf(rehearsalLink, patient())).toMatchObject({
    breakage: "rehearsal-not-running",
    remedy: { alongside: `npm start -- --data ${dataDirectory}` },
  });
  const usual = { dataDirectory: DEFAULT_DATA };
  expect(startRehearsal(usual).alongside).toBe("npm start");
  await writeControlAddress(dataDirectory, { pid: process.pid, url: "http://127.0.0.1:1", token: "secret" });
  expect(await seenOf(rehearsalLink, patient())).toEqual({ seen: `runs as process ${process.pid}` });
  await rm(dataDirectory, { recursive: true });
});
