import { findChannel, open } from "./connect.js";

const { SignalingClient, Role } = globalThis.KVSWebRTC;

/**
 * A viewer as the README has it, but one that only receives; the video element shows what comes. With the ICE transport
 * policy "relay" it comes through a TURN server.
 */
export async function startViewer(settings, { clientId, iceTransportPolicy = "all" }) {
  const { iceServers, ...channel } = await findChannel(settings, Role.VIEWER);
  const remoteView = document.querySelector("video");
  const peerConnection = new RTCPeerConnection({ iceServers, iceTransportPolicy });
  const signalingClient = createViewerClient(settings, channel, clientId);

  signalingClient.on("sdpAnswer", (answer) => peerConnection.setRemoteDescription(answer));
  signalingClient.on("iceCandidate", (candidate) => peerConnection.addIceCandidate(candidate));
  peerConnection.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate) signalingClient.sendIceCandidate(candidate);
  });
  peerConnection.addEventListener("track", ({ streams }) => {
    remoteView.srcObject ??= streams[0];
  });

  await open(signalingClient);
  await peerConnection.setLocalDescription(
    await peerConnection.createOffer({ offerToReceiveAudio: true, offerToReceiveVideo: true }),
  );
  signalingClient.sendSdpOffer(peerConnection.localDescription);
}

/** Sends an offer that is too long, and gives the status that comes back for its correlation id. */
export async function sendLongOffer(settings, clientId) {
  const signalingClient = createViewerClient(settings, await findChannel(settings, Role.VIEWER), clientId);
  await open(signalingClient);
  const status = new Promise((resolve) => signalingClient.on("statusResponse", resolve));
  signalingClient.sendSdpOffer({ type: "offer", sdp: "v=0\r\n".repeat(2_000) }, undefined, "too-long");
  return status;
}

/** The events of a client that connects with other credentials than the channel was found with. */
export async function connectWith(credentials, settings, clientId) {
  const channel = await findChannel(settings, Role.VIEWER);
  const signalingClient = createViewerClient({ ...settings, credentials }, channel, clientId);
  const events = [];
  for (const event of ["open", "error", "close"]) signalingClient.on(event, () => events.push(event));
  await open(signalingClient).catch(() => {});
  if (!events.includes("close")) await new Promise((resolve) => signalingClient.on("close", resolve));
  return events;
}

function createViewerClient({ region, credentials }, { channelARN, channelEndpoint }, clientId) {
  return new SignalingClient({ channelARN, channelEndpoint, clientId, role: Role.VIEWER, region, credentials });
}
