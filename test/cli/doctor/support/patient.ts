import { createPatient, type Patient } from "../../../../cli/doctor/patient.ts";

/** A patient for tests: a deployed installation of which nothing is known, unless it is said. */
export function patientFor(about: Partial<Omit<Patient, "read" | "readOf" | "client">> = {}) {
  return createPatient({
    kind: "deployed",
    folder: "/nowhere",
    environment: {},
    profile: "default",
    alexaRegion: "default",
    dataDirectory: "/nowhere/.rehearsal",
    camera: undefined,
    accessToken: undefined,
    signal: new AbortController().signal,
    ...about,
  });
}
