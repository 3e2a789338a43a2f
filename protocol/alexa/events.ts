import * as z from "zod/mini";
import { acceptGrantResponseSchema } from "./accept-grant-response.ts";
import { discoverResponseSchema } from "./discover-response.ts";
import { acceptGrantFailedSchema, errorResponseSchema } from "./error-response.ts";
import {
  answerGeneratedForSessionSchema,
  sessionConnectedSchema,
  sessionDisconnectedSchema,
} from "./session-events.ts";
import { snapshotErrorResponseSchema, snapshotSchema } from "./snapshot-provider.ts";
import { stateReportSchema } from "./state-report.ts";

/** Whatever this skill may answer, strict. Tests and the rehearsal hold every answer to it; the skill itself trusts. */
export const alexaEventSchema = z.union([
  answerGeneratedForSessionSchema,
  sessionConnectedSchema,
  sessionDisconnectedSchema,
  stateReportSchema,
  discoverResponseSchema,
  acceptGrantResponseSchema,
  errorResponseSchema,
  acceptGrantFailedSchema,
  snapshotSchema,
  snapshotErrorResponseSchema,
]);
/** Any event that this skill answers with. */
export type AlexaEvent = z.infer<typeof alexaEventSchema>;
