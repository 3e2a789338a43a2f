import type { Browser } from "playwright-core";

/** A new page draws itself first, which is not to be measured. */
export const untilIdle = "new Promise((resolve) => requestIdleCallback(resolve))";

/** Nothing listens there: the browser is answered before it asks. */
const origin = "http://localhost";

/**
 * Connects two new pages directly, at a browser's best: the picture is drawn before it is asked for, H.264 and Opus, no
 * trickle, a BroadcastChannel for signaling (about a millisecond). Gives the milliseconds from the complete offer of one
 * to the first frame it shows.
 */
export async function directView(browser: Browser): Promise<number> {
  const context = await browser.newContext();
  try {
    await context.route(`${origin}/`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><video playsinline></video>" }),
    );
    const sending = await context.newPage();
    await sending.goto(`${origin}/`);
    await sending.evaluate(`{ ${common} ${sender} }`);
    const receiving = await context.newPage();
    await receiving.goto(`${origin}/`);
    await receiving.evaluate(untilIdle);
    return await receiving.evaluate<number>(`{ ${common} ${receiver} }`);
  } finally {
    await context.close();
  }
}

// The rest is text, since it runs in the pages.

const common = `
  const channel = new BroadcastChannel("signaling");
  const next = () => new Promise((resolve) => { channel.onmessage = ({ data }) => resolve(data); });
  const gathered = (connection) => new Promise((resolve) => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
  });
`;

/** Draws and sounds all the time, as a camera does, and answers every offer. */
const sender = `
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const context = canvas.getContext("2d");
  let drawn = 0;
  setInterval(() => {
    drawn += 1;
    context.fillStyle = "hsl(" + drawn + " 50% 50%)";
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = "white";
    context.fillRect(drawn % 600, 160, 40, 40);
  }, 1_000 / 30);
  const audio = new AudioContext();
  const sound = audio.createMediaStreamDestination();
  const tone = new OscillatorNode(audio);
  tone.connect(sound);
  tone.start();
  const tracks = [...sound.stream.getTracks(), ...canvas.captureStream(30).getTracks()];
  void next().then(async (sdp) => {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    for (const track of tracks) connection.addTrack(track);
    await connection.setRemoteDescription({ type: "offer", sdp });
    const complete = gathered(connection);
    await connection.setLocalDescription();
    await complete;
    channel.postMessage(connection.localDescription.sdp);
  });
`;

/** Its value is the promise of the time it took. */
const receiver = `
  const video = document.querySelector("video");
  const codecs = (kind, mimeType) =>
    RTCRtpReceiver.getCapabilities(kind).codecs.filter((codec) => mimeType.test(codec.mimeType));
  const view = async () => {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    const audio = connection.addTransceiver("audio", { direction: "sendrecv" });
    const picture = connection.addTransceiver("video", { direction: "recvonly" });
    audio.setCodecPreferences(codecs("audio", /opus/));
    picture.setCodecPreferences(codecs("video", /H264/));
    const complete = gathered(connection);
    await connection.setLocalDescription();
    await complete;
    const offered = performance.now();
    const answered = next();
    channel.postMessage(connection.localDescription.sdp);
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())));
    video.srcObject = new MediaStream([audio.receiver.track, picture.receiver.track]);
    void video.play();
    await connection.setRemoteDescription({ type: "answer", sdp: await answered });
    return (await shown) - offered;
  };
  view();
`;
