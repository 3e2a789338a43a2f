/** Why this browser cannot be an Echo, in a sentence that says which one can; undefined when it can. */
export function missingSupport(): string | undefined {
  const instead = "Use Chrome, Chromium, Edge or Safari.";
  if (typeof RTCPeerConnection === "undefined")
    return `This browser has no WebRTC, by which cameras are shown. ${instead}`;
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  if (!codecs.some(({ mimeType }) => mimeType.toLowerCase() === "video/h264")) {
    return `This browser cannot receive H.264, which is all that Alexa takes from cameras. ${instead}`;
  }
  const needed = [
    RTCRtpTransceiver.prototype.setCodecPreferences,
    HTMLVideoElement.prototype.requestVideoFrameCallback,
  ];
  return needed.some((method) => method === undefined)
    ? `This browser is too old to be an Echo. ${instead}`
    : undefined;
}
