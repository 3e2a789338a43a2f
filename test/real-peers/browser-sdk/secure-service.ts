import { createHash, type X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import {
  type ServiceEvent,
  type SignalingService,
  startSignalingService,
} from "../../../rehearsal/signaling-service/index.ts";

/** A signaling service with TLS, since the SDK connects to no other, and what it tells. */
export interface SecureService {
  readonly signaling: SignalingService;
  readonly events: readonly ServiceEvent[];
  /** For Chromium, which takes no file: the hash of its certificate's public key. */
  readonly publicKeyHash: string;
  /** What a page needs to know to find a channel of it, as JSON. */
  pageSettings(channelName: string): string;
  stop(): Promise<void>;
}

/** Starts the service with a certificate authority of its own, which ends with it. */
export async function startSecureService(): Promise<SecureService> {
  const directory = await mkdtemp(join(tmpdir(), "secure-service-"));
  const events: ServiceEvent[] = [];
  const signaling = await startSignalingService({ tls: { directory }, onEvent: (event) => events.push(event) });
  const stop = async () => {
    await signaling.stop();
    await rm(directory, { recursive: true });
  };
  const certificate = await certificateOf(signaling).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    signaling,
    events,
    publicKeyHash: createHash("sha256")
      .update(certificate.publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
    pageSettings(channelName) {
      const { controlPlaneUrl, region, credentials } = signaling;
      return JSON.stringify({ controlPlaneUrl, region, credentials, channelName });
    },
    stop,
  };
}

/** Asks for the certificate as a client that trusts the authority alone. */
async function certificateOf({ port, caFile = "" }: SignalingService): Promise<X509Certificate> {
  const socket = connect({ host: "127.0.0.1", port, ca: await readFile(caFile) });
  await once(socket, "secureConnect");
  const certificate = socket.getPeerX509Certificate();
  socket.destroy();
  if (certificate === undefined) throw new Error("the service showed no certificate");
  return certificate;
}
