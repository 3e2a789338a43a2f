import { join } from "node:path";
import { epochNow } from "../camera/clock.ts";
import { startCamera } from "../camera/index.ts";
import { type CameraRecordInput, cameraRecordSchema } from "../protocol/camera-record.ts";
import {
  type AcceptedEvent,
  alexaRegionOf,
  type EventGateways,
  startEventGateways,
} from "./alexa-cloud/event-gateway/index.ts";
import type { Household } from "./alexa-cloud/household.ts";
import { type AlexaCloud, type LinkedToken, type LoginWithAmazon, startLoginWithAmazon } from "./alexa-cloud/index.ts";
import { type AwsServices, startAwsServices } from "./aws/services.ts";
import type { Catalogue, OpenCatalogue } from "./catalogue.ts";
import { checkDiscovery, checkHealth } from "./check-discovery.ts";
import { chooseSignaling } from "./choose-signaling.ts";
import { createHappenings, type Happenings, listen } from "./happenings.ts";
import { createHouseholds } from "./households.ts";
import { createIncidents, type Incidents } from "./incidents.ts";
import { startFunctionUrl } from "./lambda-runtime/function-url.ts";
import { type PluggableCamera, startPluggable } from "./pluggable-camera.ts";
import { createPutEvent } from "./put-event.ts";
import { createRoles, type RoleActions } from "./roles.ts";
import { type SignalingService, startSignalingService } from "./signaling-service/index.ts";
import { type SkillFunctions, startFunctions } from "./skill.ts";
import { readLedger } from "./view/ledger.ts";
import { describeCamera, recordOf, virtualCameras } from "./virtual-cameras.ts";

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
  readonly roleActions: RoleActions;
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

/** What can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
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
  keep: <Part extends Stoppable>(starting: Promise<Part>) => Promise<Part>,
): Promise<Parts> {
  const signalingOf = chooseSignaling(asked, virtualCameras);
  const happenings = createHappenings();
  const roles = createRoles(options.roleActions);

  onProgress({ starting: "Starting the signaling service" });
  const signaling = await keep(
    startSignalingService({
      dataDirectory: join(dataDirectory, "signaling"),
      pageFolder: join(options.pages, "signaling-service"),
      accessKeys: Object.values(roles),
      onEvent: (event) => happenings.emit("service", event),
      onTraffic: (traffic) => happenings.emit("traffic", traffic),
    }),
  );
  const { region, credentials } = signaling;
  onProgress({ done: `Signaling service for ${region} on ${signaling.controlPlaneUrl}` });

  onProgress({ starting: "Starting the skill's table, secrets, bucket and event bus" });
  const login = await keep(startLoginWithAmazon({ onExchange: (exchange) => happenings.emit("login", exchange) }));
  const { eventsClient } = login;
  const pictureFolder = join(dataDirectory, "pictures");
  // Both are called long after the functions have started.
  const deliver = (event: unknown): void => functions.cameraEvents.invokeAsync(event);
  const aws = await keep(
    startAwsServices({
      region,
      accessKeys: [credentials, ...Object.values(roles)],
      eventsClient,
      pictureFolder,
      deliver,
    }),
  );
  const onEvent = (accepted: AcceptedEvent) => happenings.emit("gateway", accepted);
  const gateways = await keep(startEventGateways({ login, regionOf: () => alexaRegionOf(region), onEvent }));
  const snapshotUrl = await keep(
    startFunctionUrl({ invoke: (event): Promise<unknown> => functions.snapshot.invoke(event) }),
  );
  const { url, tableName } = aws.table;
  const catalogue = options.openCatalogue({ url, tableName, region, credentials });
  const events = createPutEvent({ url: aws.eventBus.url, region, credentials });
  await keep(Promise.resolve(closing(catalogue, events)));
  onProgress({ done: "DynamoDB, Secrets Manager, S3, EventBridge and Alexa's event gateways" });

  onProgress({ starting: "Creating the channels and connecting the cameras" });
  const readLog = (line: string) => {
    const ledger = readLedger(line);
    if (ledger) happenings.emit("ledger", ledger);
    onLog(line);
  };
  const functions: SkillFunctions = await keep(
    startFunctions({
      ...options,
      taskRoot: join(dataDirectory, "skill"),
      signaling,
      roles,
      login,
      onLog: readLog,
      settings: {
        ...aws.settings,
        CAMERAS: "dynamodb",
        SKILL_ID,
        SNAPSHOT_URL: snapshotUrl.url,
        ALEXA_API_URL_NA: gateways.urls.NA,
        ALEXA_API_URL_EU: gateways.urls.EU,
        ALEXA_API_URL_FE: gateways.urls.FE,
      },
    }),
  );
  const cameras = await Promise.all(
    virtualCameras.map((camera) => keep(plugIn(camera, { signaling, aws, happenings }))),
  );
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
    void catalogue.forgetFirmware(cameraId);
    void functions.recycle();
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

/** The skill's id. It has Amazon's form and is nobody's. */
const SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000001";

function closing(...clients: readonly { close(): void }[]): Stoppable {
  return {
    async stop() {
      for (const client of clients) client.close();
    },
  };
}

/** What a camera is connected to. */
interface Surroundings {
  readonly signaling: SignalingService;
  readonly aws: AwsServices;
  readonly happenings: Happenings;
}

function plugIn(
  camera: (typeof virtualCameras)[number],
  { signaling: { region, credentials, controlPlaneUrl }, aws: { bucket }, happenings }: Surroundings,
): Promise<PluggableCamera> {
  return startPluggable(
    camera,
    (behaviour) =>
      startCamera({
        channelName: camera.id,
        camera,
        region,
        credentials,
        controlPlaneUrl,
        behaviour,
        snapshots: { bucket: bucket.name, endpoint: bucket.url },
        onEvent: (event) => happenings.emit("camera", event),
      }),
    (manner) => happenings.emit("manner", { cameraId: camera.id, manner }),
  );
}

/** Tells of each directive as it is sent, and of the event that answers it. */
function overheard(
  invoke: (event: unknown) => Promise<unknown>,
  happenings: Happenings,
): (event: unknown) => Promise<unknown> {
  return async (directive) => {
    happenings.emit("dialogue", { at: epochNow(), kind: "directive", directive, body: directive });
    const event = await invoke(directive);
    happenings.emit("dialogue", { at: epochNow(), kind: "event", directive, body: event });
    return event;
  };
}
