import { join } from "node:path";
import {
  type AcceptedEvent,
  alexaRegionOf,
  type EventGateways,
  type RefusedEvent,
  startEventGateways,
} from "./alexa-cloud/event-gateway/index.ts";
import type { LoginWithAmazon } from "./alexa-cloud/index.ts";
import { type AwsServices, startAwsServices } from "./aws/services.ts";
import type { Catalogue, OpenCatalogue } from "./catalogue.ts";
import type { Happenings } from "./happenings.ts";
import { startFunctionUrl } from "./lambda-runtime/function-url.ts";
import { createPutEvent } from "./put-event.ts";
import type { Roles } from "./roles.ts";
import type { SignalingService } from "./signaling-service/index.ts";
import { type RehearsedSkillOptions, type SkillFunctions, startFunctions } from "./skill.ts";
import { closing, type Keep } from "./stoppable.ts";
import { readLedger } from "./view/ledger.ts";

/** What the skill is deployed with, and among whom. */
export interface DeploymentOptions extends Pick<RehearsedSkillOptions, "packedSkill" | "runtimeClient" | "node"> {
  /** Where the pictures are, and where the code is unpacked. */
  readonly dataDirectory: string;
  /** The skill's id. */
  readonly applicationId: string;
  readonly roles: Roles;
  readonly openCatalogue: OpenCatalogue;
  readonly signaling: SignalingService;
  readonly login: LoginWithAmazon;
  readonly happenings: Happenings;
  /** Each line the skill logs. */
  readonly onLog: (line: string) => void;
}

/** The skill's functions, what of AWS they stand on, and the gateways that they tell. */
export interface Deployment {
  readonly aws: AwsServices;
  readonly gateways: EventGateways;
  readonly functions: SkillFunctions;
  /** The skill's registry. */
  readonly catalogue: Catalogue;
  readonly events: Pick<ReturnType<typeof createPutEvent>, "put">;
}

/** Deploys the skill as its stack does, with everything beside KVS that its functions stand on. */
export async function startDeployment(options: DeploymentOptions, keep: Keep): Promise<Deployment> {
  const { dataDirectory, roles, signaling, login, happenings, onLog } = options;
  const { region, credentials } = signaling;
  const { eventsClient } = login;
  const pictureFolder = join(dataDirectory, "pictures");
  // Both are called long after the functions have started.
  const deliver = (event: unknown): void => functions.cameraEvents.invokeAsync(event);
  const serve = (event: unknown): Promise<unknown> => functions.snapshot.invoke(event);
  const aws = await keep(startAwsServices({ region, credentials, roles, eventsClient, pictureFolder, deliver }));
  const onEvent = (accepted: AcceptedEvent) => happenings.emit("gateway", accepted);
  const onRefused = (refused: RefusedEvent) => happenings.emit("refusal", refused);
  const regionOf = () => alexaRegionOf(region);
  const gateways = await keep(startEventGateways({ login, regionOf, onEvent, onRefused }));
  const snapshotUrl = await keep(startFunctionUrl({ invoke: serve }));
  const { url, tableName } = aws.table;
  const catalogue = options.openCatalogue({ url, tableName, region, credentials });
  const events = createPutEvent({ url: aws.eventBus.url, region, credentials });
  await keep(Promise.resolve(closing(catalogue, events)));
  const functions: SkillFunctions = await keep(
    startFunctions({
      packedSkill: options.packedSkill,
      runtimeClient: options.runtimeClient,
      ...(options.node !== undefined && { node: options.node }),
      taskRoot: join(dataDirectory, "skill"),
      signaling,
      roles,
      login,
      onLog(line) {
        const ledger = readLedger(line);
        if (ledger) happenings.emit("ledger", ledger);
        onLog(line);
      },
      settings: {
        ...aws.settings,
        CAMERAS: "dynamodb",
        SKILL_ID: options.applicationId,
        SNAPSHOT_URL: snapshotUrl.url,
        ALEXA_API_URL_NA: gateways.urls.NA,
        ALEXA_API_URL_EU: gateways.urls.EU,
        ALEXA_API_URL_FE: gateways.urls.FE,
      },
    }),
  );
  return { aws, gateways, functions, catalogue, events };
}
