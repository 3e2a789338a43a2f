import { EventEmitter } from "node:events";
import { join } from "node:path";
import { type CameraEvent, startCamera } from "../camera/index.ts";
import { createAlexaCloud, linkAccount, startLoginWithAmazon } from "./alexa-cloud/index.ts";
import { checkDiscovery, checkHealth } from "./check-discovery.ts";
import type { OfferReport } from "./offer/report.ts";
import { sendOffer } from "./offer/send-offer.ts";
import { startSignalingService } from "./signaling-service/index.ts";
import { startSkill } from "./skill.ts";
import { createLedgerReader } from "./view/ledger.ts";
import type { ViewReport } from "./view/report.ts";
import { runView } from "./view/view.ts";
import { describeCamera, recordOf, type VirtualCamera, virtualCameras } from "./virtual-cameras.ts";

/** How a rehearsal is set up. */
export interface RehearsalOptions {
  /** Where channels are kept, so that they are the same after a restart, and where the skill is deployed. */
  readonly dataDirectory: string;
  /** Where the build left the packed skill and the runtime client. */
  readonly packedSkill: string;
  readonly runtimeClient: string;
  /** Hears what is being started, and what came of it. */
  readonly onProgress?: (progress: { readonly starting: string } | { readonly done: string }) => void;
  /** Each line the skill logs. */
  readonly onLog?: (line: string) => void;
  /** Another Node.js to run the skill with. */
  readonly node?: string;
  /** Gives up while it starts; what had started is stopped. */
  readonly signal?: AbortSignal;
}

/** Amazon's side and two cameras, running on this machine. */
export interface Rehearsal {
  readonly cameras: readonly VirtualCamera[];
  /** The signaling service's control plane, for any AWS client. */
  readonly signalingUrl: string;
  /** Views a camera until so many frames have arrived. */
  view(camera: VirtualCamera, frames: number): Promise<ViewReport>;
  /** Sends an offer to a camera in a directive, whoever wrote it, and judges the answer. */
  offer(camera: VirtualCamera, offer: string): Promise<OfferReport>;
  stop(): Promise<void>;
}

interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts everything that stands between a camera and an Echo: signaling service, virtual cameras, packed skill, Login
 * with Amazon, Alexa's cloud with a linked account. What had started is stopped again when a later part fails.
 * @throws {Error} that says which part did not start.
 */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const started: Promise<Stoppable>[] = [];
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const stop = async () => {
    stopping.abort(new Error("the rehearsal stops"));
    await Promise.allSettled(running);
    for (const part of started.splice(0).reverse()) await part.then((each) => each.stop()).catch(() => {});
  };
  const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
    started.push(starting);
    const part = await starting;
    options.signal?.throwIfAborted();
    return part;
  };
  const track = <Value>(work: Promise<Value>): Promise<Value> => {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  };
  try {
    const { cameras, signalingUrl, view, offer } = await startParts(options, keep, stopping.signal);
    return {
      cameras,
      signalingUrl,
      view: (...request) => track(view(...request)),
      offer: (...request) => track(offer(...request)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  { dataDirectory, onProgress = () => {}, onLog = () => {}, ...options }: RehearsalOptions,
  keep: <Part extends Stoppable>(starting: Promise<Part>) => Promise<Part>,
  stopping: AbortSignal,
): Promise<Omit<Rehearsal, "stop">> {
  const cameraEvents = new EventEmitter<{ event: [CameraEvent] }>().setMaxListeners(0);
  const ledgers = createLedgerReader();

  onProgress({ starting: "Starting the signaling service" });
  const signaling = await keep(startSignalingService({ dataDirectory: join(dataDirectory, "signaling") }));
  onProgress({ done: `Signaling service for ${signaling.region} on ${signaling.controlPlaneUrl}` });

  onProgress({ starting: "Creating the channels and connecting the cameras" });
  const { region, credentials, controlPlaneUrl } = signaling;
  const starting = virtualCameras.map((camera) =>
    startCamera({
      channelName: camera.id,
      camera,
      region,
      credentials,
      controlPlaneUrl,
      onEvent: (event) => cameraEvents.emit("event", event),
    }),
  );
  const cameras = await Promise.all(starting.map(keep));
  onProgress({ done: `${virtualCameras.map(describeCamera).join(" and ")} connected as masters` });

  onProgress({ starting: "Starting the skill" });
  const login = await keep(startLoginWithAmazon());
  const records = virtualCameras.map((camera, index) =>
    recordOf(camera, cameras[index]?.channelArn ?? "", login.userId),
  );
  const readLog = (line: string) => {
    ledgers.read(line);
    onLog(line);
  };
  const taskRoot = join(dataDirectory, "skill");
  const skill = await keep(startSkill({ ...options, taskRoot, cameras: records, signaling, login, onLog: readLog }));
  const { accessToken } = await linkAccount(login);
  const alexa = createAlexaCloud({ invoke: skill.invoke, accessToken });
  onProgress({ done: "Skill packed and started, account linked with Login with Amazon" });

  onProgress({ starting: "Discovering the cameras" });
  checkDiscovery(await alexa.discover(), virtualCameras);
  for (const camera of virtualCameras) checkHealth(await alexa.reportState(camera.id), camera);
  onProgress({ done: `Alexa discovered ${virtualCameras.map((camera) => camera.name).join(" and ")}, both healthy` });

  const onCameraEvent = (listener: (event: CameraEvent) => void) => {
    cameraEvents.on("event", listener);
    return () => cameraEvents.off("event", listener);
  };
  return {
    cameras: virtualCameras,
    signalingUrl: controlPlaneUrl,
    view: (camera, frames) =>
      runView({ alexa, camera, frames, ledgerOf: ledgers.ledgerOf, onCameraEvent, signal: stopping }),
    offer: (camera, offer) => sendOffer(alexa, camera, offer),
  };
}
