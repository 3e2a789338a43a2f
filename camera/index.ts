import { CALL_TIMEOUT_MILLISECONDS } from "./call-limit.ts";
import { systemClock } from "./clock.ts";
import { findMasterChannel, type MasterChannel } from "./control-plane.ts";
import { createEmit } from "./events.ts";
import { CameraFailure, reasonOf } from "./failure.ts";
import { createIceServerSource, noIceServers } from "./ice-servers.ts";
import { isLoopbackUrl, networkAddress } from "./loopback.ts";
import { connectMaster, type MasterConnection } from "./master-connection.ts";
import { createAudioSource, createVideoSource } from "./media/index.ts";
import type { CameraOptions } from "./options.ts";
import { startSnapshots } from "./snapshots/index.ts";
import { createViewers } from "./viewers.ts";

export type { CameraEvent, GoneReason } from "./events.ts";
export { CameraFailure } from "./failure.ts";
export type { BehaviourContext, CameraBehaviour, CameraOptions } from "./options.ts";
export type { SnapshotChoice } from "./snapshots/index.ts";

/** As many viewers as a channel takes by AWS's default quota. */
const MAXIMUM_VIEWERS = 10;
/** From this level on a viewer counts as talking, and the camera is silent. */
const TALKING = 0.1;

/** A camera that is connected to its channel. */
export interface Camera {
  readonly channelArn: string;
  /** Client ids of the viewers that are being answered, connecting or watching. */
  viewers(): string[];
  /**
   * Puts a picture of this moment into the bucket, as when the camera wakes; does nothing where it has none. It never
   * rejects: what fails is an event.
   */
  snapshot(): Promise<void>;
  /** Ends all sessions and the connection. Ends no channel. */
  stop(): Promise<void>;
}

/**
 * Starts a camera: finds or creates its signaling channel, connects as its master and answers the offers that come with
 * a live picture. It stays connected until it is stopped. Resolves when it is connected.
 * Without `controlPlaneUrl` it runs against AWS. Needs the permissions kinesisvideo:DescribeSignalingChannel,
 * CreateSignalingChannel, GetSignalingChannelEndpoint, GetIceServerConfig and ConnectAsMaster; for pictures
 * s3:PutObject too.
 * @throws {CameraFailure} in words, when the first connection cannot be made.
 */
export async function startCamera(options: CameraOptions): Promise<Camera> {
  try {
    return await start(options);
  } catch (error) {
    throw error instanceof CameraFailure ? error : new CameraFailure(`the camera cannot connect: ${reasonOf(error)}`);
  }
}

async function start(options: CameraOptions): Promise<Camera> {
  const { clock = systemClock, now = () => new Date(), random = Math.random, credentials } = options;
  const { callTimeoutMilliseconds = CALL_TIMEOUT_MILLISECONDS } = options;
  const emit = createEmit(options.onEvent);
  const stopped = new AbortController();
  const local = options.controlPlaneUrl !== undefined && isLoopbackUrl(options.controlPlaneUrl);
  // The WebRTC stack takes about 300 ms to load: here nobody waits for it yet.
  const webrtc = await import("./webrtc/index.ts");
  await webrtc.prepareCertificate();
  const createVideo = () => createVideoSource({ cameraId: options.camera.id, name: options.camera.name });
  // The first picture of a process takes many times as long as the next: it is made while nobody waits.
  createVideo().nextFrame({ now: now(), keyframe: true });

  let channel: MasterChannel | undefined;
  const findChannel = async (signal: AbortSignal) => {
    channel = await findMasterChannel({ ...options, clock, callTimeoutMilliseconds }, signal);
    return channel;
  };
  const iceServers =
    (options.iceServers ?? (local ? "none" : "from-kvs")) === "none"
      ? noIceServers
      : createIceServerSource({
          channel: () => channel,
          credentials,
          withStun: !local,
          callTimeoutMilliseconds,
          clock,
          signal: stopped.signal,
          onFailure: (error) => emit({ type: "ice-servers-failed", reason: reasonOf(error) }),
        });

  // Offers that waited for a master arrive with the handshake, before the connection is handed over.
  let connection: MasterConnection | undefined;
  const broadcast = webrtc.createMediaBroadcast({
    createVideo,
    createAudio: () => createAudioSource({ talk: () => viewers.level() > TALKING }),
    clock,
    now,
    level: () => viewers.level(),
  });
  const viewers = createViewers({
    createSession: webrtc.createViewerSession,
    broadcast,
    iceServers: iceServers.get,
    send: (message) => connection?.send(message),
    emit,
    talk: options.camera.talk,
    loopback: local || networkAddress() === undefined,
    maximumViewers: options.maximumViewers ?? MAXIMUM_VIEWERS,
    behaviour: options.behaviour ?? {},
    clock,
  });
  connection = await connectMaster({
    findChannel,
    credentials,
    onMessage: viewers.receive,
    onStatus: ({ errorType }) => emit({ type: "message-refused", reason: errorType ?? "no reason given" }),
    onReconnectIceServer: iceServers.forget,
    emit,
    clock,
    random,
    now,
  });
  // The first viewer need not wait for them. Never rejects.
  void iceServers.get(0);
  const snapshots =
    options.snapshots &&
    startSnapshots({
      camera: options.camera,
      region: options.region,
      credentials,
      callTimeoutMilliseconds,
      bucket: options.snapshots.bucket,
      endpoint: options.snapshots.endpoint,
      intervalMilliseconds: options.snapshots.intervalMilliseconds,
      level: () => viewers.level(),
      emit,
      clock,
      now,
    });
  const { stop, channel: current } = connection;
  return {
    channelArn: current().channelArn,
    viewers: viewers.clientIds,
    snapshot: async () => snapshots?.snapshot(),
    async stop() {
      stopped.abort();
      await snapshots?.stop();
      await viewers.stop();
      await stop();
    },
  };
}
