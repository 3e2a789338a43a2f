import { join } from "node:path";
import { type CameraRecordInput, cameraRecordSchema } from "../protocol/camera-record.ts";
import type { EventGateways } from "./alexa-cloud/event-gateway/index.ts";
import type { Household } from "./alexa-cloud/household.ts";
import { type AlexaCloud, type LinkedToken, type LoginWithAmazon, startLoginWithAmazon } from "./alexa-cloud/index.ts";
import type { AwsServices } from "./aws/services.ts";
import type { Catalogue, OpenCatalogue } from "./catalogue.ts";
import { checkDiscovery, checkHealth } from "./check-discovery.ts";
import { chooseSignaling } from "./choose-signaling.ts";
import { startDeployment } from "./deployment.ts";
import { createHappenings, type Happenings, listen } from "./happenings.ts";
import { createHouseholds } from "./households.ts";
import { createIncidents, type Incidents } from "./incidents.ts";
import { overheard } from "./overheard.ts";
import { plugIn } from "./plug-in.ts";
import type { PluggableCamera } from "./pluggable-camera.ts";
import { createRoles, type RolePermissions } from "./roles.ts";
import { type SignalingService, startSignalingService } from "./signaling-service/index.ts";
import type { SkillFunctions } from "./skill.ts";
import type { Keep } from "./stoppable.ts";
import { describeCamera, recordOf, virtualCameras } from "./virtual-cameras.ts";

export type { Stoppable } from "./stoppable.ts";

/** The skill's id. It has Amazon's form and is nobody's. */
const SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000001";

/** How a rehearsal is set up. */
export interface PartsOptions {
  /** Where channels and pictures are kept, so that they are the same after a restart, and where the skill is deployed. */
  readonly dataDirectory: string;
  /** Where the build left the packed skill, the runtime client, and the web pages. */
  readonly packedSkill: string;
  readonly runtimeClient: string;
  readonly pages: string;
  /** Opens the skill's registry. */
  readonly openCatalogue: OpenCatalogue;
  /** What the functions may do in AWS. */
  readonly permissions: RolePermissions;
  /** Hears what is being started, and what came of it. */
  readonly onProgress?: (progress: { readonly starting: string } | { readonly done: string }) => void;
  /** Each line the skill logs. */
  readonly onLog?: (line: string) => void;
  /** Another Node.js to run the skill with. */
  readonly node?: string;
  /** How cameras are asked, such as `viewer@garden`; all by `auto` by default. */
  readonly signaling?: readonly string[];
}

/** Everything that stands between a camera and an Echo. */
export interface Parts {
  readonly signaling: SignalingService;
  readonly login: LoginWithAmazon;
  readonly aws: AwsServices;
  readonly gateways: EventGateways;
  readonly functions: SkillFunctions;
  readonly cameras: readonly PluggableCamera[];
  /** What the skill's registry began with. */
  readonly records: readonly CameraRecordInput[];
  readonly catalogue: Catalogue;
  readonly incidents: Incidents;
  /** Whose cameras they are. */
  readonly household: Household;
  /** Somebody else with this skill, to whom a camera can be shared. */
  readonly neighbour: Household;
  /** The household's. */
  readonly alexa: AlexaCloud;
  readonly token: LinkedToken;
  readonly happenings: Happenings;
}

/**
 * Starts the signaling service and AWS's other services, the virtual cameras, Login with Amazon, Alexa's event gateways,
 * the packed skill and Alexa's cloud with a linked account, and has Alexa discover the cameras. Each part that can be
 * stopped is handed to `keep` as soon as it starts.
 * @throws {Error} that says which part did not start.
 * @throws {InvalidBehaviour} before anything starts, when there is no such camera or signaling.
 */
export async function startParts(
  { dataDirectory, onProgress = () => {}, onLog = () => {}, signaling: asked = [], ...options }: PartsOptions,
  keep: Keep,
): Promise<Parts> {
  const signalingOf = chooseSignaling(asked, virtualCameras);
  const happenings = createHappenings();
  const roles = createRoles(options.permissions);

  onProgress({ starting: "Starting the signaling service" });
  const signaling = await keep(
    startSignalingService({
      dataDirectory: join(dataDirectory, "signaling"),
      pageFolder: join(options.pages, "signaling-service"),
      accessKeys: Object.values(roles.keys),
      onEvent: (event) => happenings.emit("service", event),
      onTraffic: (traffic) => happenings.emit("traffic", traffic),
    }),
  );
  onProgress({ done: `Signaling service for ${signaling.region} on ${signaling.controlPlaneUrl}` });

  onProgress({ starting: "Starting the skill's table, secrets, bucket and event bus" });
  const login = await keep(startLoginWithAmazon({ onExchange: (exchange) => happenings.emit("login", exchange) }));
  const { aws, gateways, functions, catalogue, events } = await startDeployment(
    { ...options, dataDirectory, applicationId: SKILL_ID, roles, signaling, login, happenings, onLog },
    keep,
  );
  onProgress({ done: "DynamoDB, Secrets Manager, S3, EventBridge and Alexa's event gateways" });

  onProgress({ starting: "Creating the channels and connecting the cameras" });
  const surroundings = { signaling, bucket: aws.bucket, happenings };
  const cameras = await Promise.all(virtualCameras.map((camera) => keep(plugIn(camera, surroundings))));
  onProgress({ done: `${virtualCameras.map(describeCamera).join(" and ")} connected as masters` });

  onProgress({ starting: "Registering the cameras and linking the account" });
  const records = cameras.map(({ camera, channelArn }) => ({
    ...recordOf(camera, channelArn, login.userId),
    signaling: signalingOf.get(camera.id) ?? ("auto" as const),
  }));
  for (const record of records) await catalogue.add(cameraRecordSchema.parse(record));
  // What S3 told of a picture before its camera was registered was of no use.
  const pictured = Promise.all(cameras.map((camera) => camera.snapshot()));
  // What the skill has learned of a camera's firmware is not true of another one.
  listen(happenings, "manner", ({ cameraId }) => {
    // A table that cannot be reached ends no rehearsal.
    void Promise.allSettled([catalogue.forgetFirmware(cameraId), functions.recycle()]);
  });
  const invoke = overheard(functions.directives.invoke, happenings);
  const { household, neighbour } = createHouseholds({ login, gateways, invoke, applicationId: SKILL_ID });
  await keep(Promise.resolve(household));
  await keep(Promise.resolve(neighbour));
  await household.enable();
  await neighbour.enable();
  onProgress({ done: "Skill packed and started, account linked with Login with Amazon" });

  onProgress({ starting: "Discovering the cameras" });
  await pictured;
  await aws.eventBus.delivered();
  await functions.cameraEvents.settled();
  const { alexa, token } = household;
  checkDiscovery(await alexa.discover(), virtualCameras);
  for (const camera of virtualCameras) checkHealth(await alexa.reportState(camera.id), camera);
  onProgress({ done: `Alexa discovered ${virtualCameras.map((camera) => camera.name).join(" and ")}, both healthy` });

  const incidents = createIncidents({
    catalogue,
    putEvent: events.put,
    takePicture: async (cameraId) => cameras.find(({ camera }) => camera.id === cameraId)?.snapshot(),
    now: Date.now,
  });
  return {
    signaling,
    login,
    aws,
    gateways,
    functions,
    cameras,
    records,
    catalogue,
    incidents,
    household,
    neighbour,
    alexa,
    token,
    happenings,
  };
}
