import type * as z from "zod/mini";
import type { WireMessage } from "../../wire/message.ts";
import {
  callErrorSchema,
  type DiscoveryReply,
  discoveryReplySchema,
  type SessionMessages,
  type SessionReply,
  type SessionReport,
  type SessionRequest,
  sessionMessagesSchema,
  sessionReplySchema,
  toldMessageSchema,
} from "../calls.ts";
import { type EchoShowState, stateSchema } from "../state.ts";

/** After this long the page asks again for a stream of states that the server refused, in milliseconds. */
const RETRY = 1_000;

/**
 * Hears every state of the server until the returned function is called. A stream that breaks is opened again;
 * `onConnection` tells whether it stands.
 */
export function listenForState(
  deviceId: string,
  onState: (state: EchoShowState) => void,
  onConnection: (connected: boolean) => void,
): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`/events?device=${encodeURIComponent(deviceId)}`);
    source.onopen = () => onConnection(true);
    source.onmessage = ({ data }) => onState(stateSchema.parse(JSON.parse(data)));
    source.onerror = () => {
      onConnection(false);
      // A stream that breaks is opened again by the browser, one that is refused is not.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY);
    };
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

/** Asks the skill for the devices again; they come with the next state. Throws, as all calls, in the server's words. */
export async function discover(): Promise<DiscoveryReply> {
  return read(await call("POST", "/discoveries"), discoveryReplySchema);
}

/** Does what Alexa does when someone asks for a camera; answers once the skill did. */
export async function startSession(request: SessionRequest): Promise<SessionReply> {
  return read(await call("POST", "/sessions", request), sessionReplySchema);
}

/** Tells what became of the answer in this browser. */
export async function reportSession(sessionId: string, report: SessionReport): Promise<void> {
  await call("POST", `${sessionPath(sessionId)}/reports`, report);
}

/** Does what Alexa does when someone says stop; gets through even while the page closes. */
export async function endSession(sessionId: string): Promise<void> {
  await call("DELETE", sessionPath(sessionId));
}

/** What crossed the wire in a session, by stage. */
export async function sessionMessages(sessionId: string): Promise<SessionMessages> {
  return read(await call("GET", `${sessionPath(sessionId)}/messages`), sessionMessagesSchema);
}

/** Makes something go wrong, or right again. */
export async function setFailure(name: string, on: boolean): Promise<void> {
  await call("PUT", `/failures/${encodeURIComponent(name)}`, { on });
}

/** Chooses the camera that the switches of the camera group are for; null for every camera. */
export async function setFailingCamera(cameraId: string | null): Promise<void> {
  await call("PUT", "/failing-camera", { cameraId });
}

/** Gives a camera the manner of another firmware, by its name, or its own again with "none". */
export async function setManner(cameraId: string, manner: string): Promise<void> {
  await call("PUT", `${cameraPath(cameraId)}/manner`, { manner });
}

/** Presses a doorbell. */
export async function ring(cameraId: string): Promise<void> {
  await call("POST", `${cameraPath(cameraId)}/rings`);
}

/** What can be switched at a camera: whether something moves before it, whether it has power, whether it is shared. */
export type CameraSwitch = "motion" | "power" | "shared";

/** Switches something at a camera. */
export async function setAtCamera(cameraId: string, what: CameraSwitch, on: boolean): Promise<void> {
  await call("PUT", `${cameraPath(cameraId)}/${what}`, { on });
}

/** Where the picture of that time is that Alexa has of a camera. */
export function picturePath(cameraId: string, takenAt: number): string {
  return `${cameraPath(cameraId)}/picture?taken=${takenAt}`;
}

/** Enables the skill and links the account, or disables it, as in the Alexa app. */
export async function setSkillEnabled(on: boolean): Promise<void> {
  await call("PUT", "/skill", { on });
}

/** An event that the skill sent without being asked, its token masked. */
export async function toldMessage(id: string): Promise<WireMessage> {
  return read(await call("GET", `/told/${encodeURIComponent(id)}`), toldMessageSchema);
}

function cameraPath(cameraId: string): string {
  return `/cameras/${encodeURIComponent(cameraId)}`;
}

function sessionPath(sessionId: string): string {
  return `/sessions/${encodeURIComponent(sessionId)}`;
}

async function call(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    keepalive: method === "DELETE",
  }).catch(() => {
    throw new Error("the rehearsal doesn't answer: is `npm start` still running?");
  });
  if (response.ok) return response;
  const told = callErrorSchema.safeParse(await response.json().catch(() => undefined));
  throw new Error(told.success ? told.data.error : `the rehearsal answered with status ${response.status}`);
}

async function read<Schema extends z.ZodMiniType>(response: Response, schema: Schema): Promise<z.output<Schema>> {
  const reply = schema.safeParse(await response.json().catch(() => undefined));
  if (!reply.success) throw new Error("the rehearsal answered something that this page doesn't know: reload it");
  return reply.data;
}
