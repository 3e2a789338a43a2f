import { randomUUID } from "node:crypto";

/** What Alexa tells a skill of its users. Source: Alexa Skills Kit, "Skill events in Alexa skills". */
export type SkillEventName = "SkillEnabled" | "SkillDisabled" | "SkillAccountLinked";

/** What a skill event is made of. */
export interface SkillEventParts {
  /** The skill that it is for. */
  readonly applicationId: string;
  /** Alexa's own id of the user, which is not the account-linking provider's. */
  readonly alexaUserId: string;
  /** Of SkillAccountLinked: the linked account's. */
  readonly accessToken?: string;
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
}

/** Writes a skill event as it comes to the skill's function: in the envelope of custom skills. */
export function skillEvent(name: SkillEventName, { applicationId, alexaUserId, accessToken, at }: SkillEventParts) {
  const timestamp = new Date(at).toISOString();
  return {
    version: "1.0",
    context: {
      System: {
        application: { applicationId },
        user: { userId: alexaUserId },
        apiEndpoint: "https://api.amazonalexa.com",
      },
    },
    request: {
      type: `AlexaSkillEvent.${name}`,
      requestId: randomUUID(),
      timestamp,
      eventCreationTime: timestamp,
      eventPublishingTime: timestamp,
      ...(accessToken !== undefined && { body: { accessToken } }),
    },
  };
}
