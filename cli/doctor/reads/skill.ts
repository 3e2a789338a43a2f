import * as z from "zod/mini";
import { askSmapi } from "../ask-smapi.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { makeSkillAnew } from "../remedies/make-skill-anew.ts";
import { readDeployed } from "./deployed.ts";
import { manifestSchema, type SkillManifest } from "./skill-manifest.ts";

/** What is read of account linking, sent or told. */
export const linkingSchema = z.object({
  type: z.optional(z.string()),
  authorizationUrl: z.optional(z.string()),
  accessTokenUrl: z.optional(z.string()),
  clientId: z.optional(z.string()),
  scopes: z._default(z.array(z.string()), []),
});
const clientSchema = z.object({ clientId: z.string(), clientSecret: z.string() });

/** How a skill links accounts. SMAPI tells everything of it but the client's secret. */
export type AccountLinking = z.infer<typeof linkingSchema>;

/** A skill's development stage, as Amazon has it. */
export interface SkillAtAmazon {
  readonly manifest: SkillManifest;
  /** Undefined where none was sent. */
  readonly accountLinking: AccountLinking | undefined;
  /** The client of Alexa Skill Messaging, which Alexa's grants are exchanged with. */
  readonly eventsClientId: string | undefined;
  /** Whether a text is that client's secret, which goes no further. */
  isEventsSecret(text: string): boolean;
}

/**
 * Reads the skill that was deployed from SMAPI.
 * @throws {Broken} `skill-missing`, and as {@link askSmapi}.
 */
export async function readSkill(patient: Patient): Promise<SkillAtAmazon> {
  const { skillId } = await patient.read(readDeployed);
  const ofSkill = ["--skill-id", skillId];
  const ofStage = [...ofSkill, "--stage", "development"];
  // It alone first: where the token has run out, ask-cli writes a new one into a file that it does not lock.
  const envelope = await askSmapi(patient, ["get-skill-manifest", ...ofStage], z.object({ manifest: manifestSchema }));
  if (envelope === undefined) throw await missing(patient, skillId);
  const [linking, credentials] = await Promise.all([
    askSmapi(
      patient,
      ["get-account-linking-info", ...ofStage],
      // Source: "Account Linking Management". ask-smapi-model has it without the outer object.
      z.union([z.object({ accountLinkingResponse: linkingSchema }), linkingSchema]),
    ),
    askSmapi(
      patient,
      ["get-skill-credentials", ...ofSkill],
      z.object({ skillMessagingCredentials: z.optional(clientSchema) }),
    ),
  ]);
  const client = credentials?.skillMessagingCredentials;
  return {
    manifest: envelope.manifest,
    accountLinking:
      linking !== undefined && "accountLinkingResponse" in linking ? linking.accountLinkingResponse : linking,
    eventsClientId: client?.clientId,
    isEventsSecret: (text) => client?.clientSecret === text,
  };
}

async function missing(patient: Patient, skillId: string): Promise<Broken> {
  return new Broken({
    breakage: "skill-missing",
    sentence: `Amazon has no skill ${skillId}: it was deleted, or it is another developer account's than ask-cli's profile ${patient.profile} is signed in to.`,
    remedy: await makeSkillAnew(patient),
  });
}
