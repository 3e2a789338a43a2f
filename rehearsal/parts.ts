import { join } from "node:path";
import { epochNow } from "../camera/clock.ts";
import { startCamera } from "../camera/index.ts";
import type { CameraRecordInput } from "../protocol/camera-record.ts";
import {
  type AlexaCloud,
  createAlexaCloud,
  createLinkedToken,
  type LinkedToken,
  type LoginWithAmazon,
  linkAccount,
  startLoginWithAmazon,
} from "./alexa-cloud/index.ts";
import { checkDiscovery, checkHealth } from "./check-discovery.ts";
import { chooseSignaling } from "./choose-signaling.ts";
import { createHappenings, type Happenings, listen } from "./happenings.ts";
import { type PluggableCamera, startPluggable } from "./pluggable-camera.ts";
import { type SignalingService, startSignalingService } from "./signaling-service/index.ts";
import { startSkill } from "./skill.ts";
import { readLedger } from "./view/ledger.ts";
import { describeCamera, recordOf, virtualCameras } from "./virtual-cameras.ts";

/** How a rehearsal is set up. */
export interface PartsOptions {
  /** Where channels are kept, so that they are the same after a restart, and where the skill is deployed. */
  readonly dataDirectory: string;
  /** Where the build left the packed skill, the runtime client, and the web pages. */
  readonly packedSkill: string;
  readonly runtimeClient: string;
  readonly pages: string;
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
  readonly cameras: readonly PluggableCamera[];
  /** The skill's registry. */
  readonly records: readonly CameraRecordInput[];
  readonly alexa: AlexaCloud;
  readonly token: LinkedToken;
  readonly happenings: Happenings;
}

/** What can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts the signaling service, the virtual cameras, Login with Amazon, the packed skill and Alexa's cloud with a linked
 * account, and has Alexa discover the cameras. Each part that can be stopped is handed to `keep` as soon as it starts.
 * @throws {Error} that says which part did not start.
 * @throws {InvalidBehaviour} before anything starts, when there is no such camera or signaling.
 */
export async function startParts(
  { dataDirectory, onProgress = () => {}, onLog = () => {}, signaling: asked = [], ...options }: PartsOptions,
  keep: <Part extends Stoppable>(starting: Promise<Part>) => Promise<Part>,
): Promise<Parts> {
  const signalingOf = chooseSignaling(asked, virtualCameras);
  const happenings = createHappenings();

  onProgress({ starting: "Starting the signaling service" });
  const signaling = await keep(
    startSignalingService({
      dataDirectory: join(dataDirectory, "signaling"),
      pageFolder: join(options.pages, "signaling-service"),
      onEvent: (event) => happenings.emit("service", event),
      onTraffic: (traffic) => happenings.emit("traffic", traffic),
    }),
  );
  onProgress({ done: `Signaling service for ${signaling.region} on ${signaling.controlPlaneUrl}` });

  onProgress({ starting: "Creating the channels and connecting the cameras" });
  const cameras = await Promise.all(virtualCameras.map((camera) => keep(plugIn(camera, signaling, happenings))));
  onProgress({ done: `${virtualCameras.map(describeCamera).join(" and ")} connected as masters` });

  onProgress({ starting: "Starting the skill" });
  const login = await keep(startLoginWithAmazon({ onExchange: (exchange) => happenings.emit("login", exchange) }));
  const records = cameras.map(({ camera, channelArn }) => ({
    ...recordOf(camera, channelArn, login.userId),
    signaling: signalingOf.get(camera.id) ?? "auto",
  }));
  const readLog = (line: string) => {
    const ledger = readLedger(line);
    if (ledger) happenings.emit("ledger", ledger);
    onLog(line);
  };
  const taskRoot = join(dataDirectory, "skill");
  const skill = await keep(startSkill({ ...options, taskRoot, cameras: records, signaling, login, onLog: readLog }));
  // What the skill has learned of a camera's firmware is not true of another one.
  listen(happenings, "manner", () => void skill.recycle());
  const token = createLinkedToken((await linkAccount(login)).accessToken);
  const alexa = createAlexaCloud({ invoke: overheard(skill.invoke, happenings), accessToken: token.current });
  onProgress({ done: "Skill packed and started, account linked with Login with Amazon" });

  onProgress({ starting: "Discovering the cameras" });
  checkDiscovery(await alexa.discover(), virtualCameras);
  for (const camera of virtualCameras) checkHealth(await alexa.reportState(camera.id), camera);
  onProgress({ done: `Alexa discovered ${virtualCameras.map((camera) => camera.name).join(" and ")}, both healthy` });
  return { signaling, login, cameras, records, alexa, token, happenings };
}

function plugIn(
  camera: (typeof virtualCameras)[number],
  { region, credentials, controlPlaneUrl }: SignalingService,
  happenings: Happenings,
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
