import { DEFAULT_DATA } from "../paths.ts";
import type { DoctorOptions } from "./doctor.ts";
import { typedLine } from "./remedies/typed-line.ts";

/** The line that examines the same installation again. */
export function doctorCommand({ rehearsal, data, profile, alexaRegion, camera, tokenFile }: DoctorOptions): string {
  const flag = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return typedLine([
    ...["npx", "camera-skill", "doctor"],
    ...flag("--camera", camera),
    ...flag("--token-file", tokenFile),
    ...(rehearsal ? ["--rehearsal"] : []),
    ...flag("--data", data === DEFAULT_DATA ? undefined : data),
    ...flag("--profile", profile),
    ...flag("--alexa-region", alexaRegion),
  ]);
}
