import { findChannel, open } from "./connect.js";
import { drawPicture } from "./picture.js";

const { SignalingClient, Role } = globalThis.KVSWebRTC;

/**
 * A master as the SDK's users write it. By itself it answers every offer once it has gathered, as Alexa needs it; with
 * trickle as the SDK's own example does by default: at once and without candidates, which follow one by one.
 */
export async function startMaster(settings, { trickle = false } = {}) {
  const { region, credentials, channelName } = settings;
  const { channelARN, channelEndpoint, iceServers } = await findChannel(settings, Role.MASTER);
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  const localStream = new MediaStream([...drawPicture(channelName).getTracks(), ...sound.getTracks()]);
  const signalingClient = new SignalingClient({ channelARN, channelEndpoint, role: Role.MASTER, region, credentials });

  signalingClient.on("sdpOffer", async (offer, remoteClientId) => {
    const peerConnection = new RTCPeerConnection({ iceServers });
    for (const track of localStream.getTracks()) peerConnection.addTrack(track, localStream);
    if (trickle) {
      peerConnection.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate) signalingClient.sendIceCandidate(candidate, remoteClientId);
      });
    }
    await peerConnection.setRemoteDescription(offer);
    await peerConnection.setLocalDescription(await peerConnection.createAnswer());
    if (!trickle) await gathered(peerConnection);
    signalingClient.sendSdpAnswer(peerConnection.localDescription, remoteClientId);
  });

  await open(signalingClient);
  return channelARN;
}

function gathered(peerConnection) {
  return new Promise((resolve) => {
    const look = () => {
      if (peerConnection.iceGatheringState === "complete") resolve();
    };
    peerConnection.addEventListener("icegatheringstatechange", look);
    look();
  });
}
