import { canTalk } from "../../../protocol/alexa/can-talk.ts";
import type { EventGateways } from "../../alexa-cloud/event-gateway/index.ts";
import type { Household } from "../../alexa-cloud/household.ts";
import type { LoginWithAmazon } from "../../alexa-cloud/index.ts";
import type { Happenings } from "../../happenings.ts";
import { createHouseholds } from "../../households.ts";
import { overheard } from "../../overheard.ts";
import type { ViewReport } from "../../view/report.ts";
import { runView } from "../../view/view.ts";
import { field } from "../../wire/fields.ts";
import { SKILLS_KIT, SMART_HOME } from "../alexa-principals.ts";
import type { Invoker } from "./trigger-permissions.ts";

/** Alexa, as somebody has it who has enabled the skill. */
export interface AlexaOfSkill {
  readonly household: Household;
  /**
   * Enables the skill and links the account unless that is done, has Alexa discover the cameras, and views one.
   * @param frames how many must arrive; one by default.
   * @throws {Error} when the skill cannot be enabled, or does not bring that camera.
   */
  view(cameraId: string, frames?: number): Promise<ViewReport>;
}

/** What Alexa has to do with. */
export interface AlexaOfSkillOptions {
  readonly login: LoginWithAmazon;
  readonly gateways: Pick<EventGateways, "setEnabled">;
  readonly skillId: string;
  /** Invokes the skill's endpoint. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly happenings: Happenings;
  /** Gives views up. */
  readonly signal: AbortSignal;
}

/** Makes the Alexa of the user who is signed in at Login with Amazon. */
export function createAlexaOfSkill(options: AlexaOfSkillOptions): AlexaOfSkill {
  const { login, gateways, skillId, happenings, signal } = options;
  const invoke = overheard(options.invoke, happenings);
  const { household } = createHouseholds({ login, gateways, invoke, applicationId: skillId });
  const { alexa } = household;
  return {
    household,
    async view(cameraId, frames = 1) {
      await household.enable();
      const discovered = await alexa.discover();
      if ("error" in discovered) {
        throw new Error(`the skill refused Discover: ${discovered.error.type}: ${discovered.error.message}`);
      }
      const endpoint = discovered.value.find(({ endpointId }) => endpointId === cameraId);
      if (endpoint === undefined) throw new Error(`Discover did not bring ${cameraId}`);
      const camera = { id: cameraId, name: endpoint.friendlyName, talk: canTalk(endpoint) };
      return runView({ alexa, camera, frames, happenings, signal });
    },
  };
}

/**
 * As whom Alexa invokes a skill's function: smart home's directives and skill events come from different services.
 * Source: Alexa Skills Kit, "Host a custom skill as an AWS Lambda function" and "Develop smart home skills".
 */
export function alexaAs(skillId: string, event: unknown): Invoker {
  const isDirective = field(event, "directive") !== undefined;
  return {
    principal: isDirective ? SMART_HOME : SKILLS_KIT,
    eventSourceToken: skillId,
  };
}
