import { type AddOrUpdateReport, addOrUpdateReportSchema } from "./add-or-update-report.ts";
import { type ChangeReport, changeReportSchema } from "./change-report.ts";
import { type DeleteReport, deleteReportSchema } from "./delete-report.ts";
import { type DoorbellPress, doorbellPressSchema } from "./doorbell-press.ts";

/** Every event that this skill sends without being asked, strict, by `namespace.name`. */
export const proactiveEventSchemas = {
  "Alexa.DoorbellEventSource.DoorbellPress": doorbellPressSchema,
  "Alexa.ChangeReport": changeReportSchema,
  "Alexa.Discovery.AddOrUpdateReport": addOrUpdateReportSchema,
  "Alexa.Discovery.DeleteReport": deleteReportSchema,
} as const;

/** Any event that this skill sends without being asked. */
export type ProactiveEvent = DoorbellPress | ChangeReport | AddOrUpdateReport | DeleteReport;
