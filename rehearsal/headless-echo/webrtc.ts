/** What needs the WebRTC stack, in one module: it is loaded when the first headless Echo is made. */
export { createFrameAssembler } from "./frame-assembler.ts";
export { createEchoPeer } from "./peer.ts";
