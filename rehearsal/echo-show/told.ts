import { epochNow } from "../../camera/clock.ts";
import type { AcceptedEvent } from "../alexa-cloud/event-gateway/index.ts";
import type { DeadLetter } from "../lambda-runtime/asynchronous.ts";
import { field } from "../wire/fields.ts";
import { presentable } from "../wire/mask.ts";
import type { WireMessage } from "../wire/message.ts";
import { cameraIdsOf, summaryOf } from "./proactive.ts";
import { splitCode } from "./sentences.ts";
import type { EchoShowState, ToldEvent } from "./state.ts";

/** How many events are kept to be looked at. */
const KEPT_EVENTS = 20;

/** What the skill told Alexa without being asked. */
export interface Told {
  /** The latest twenty, newest first. */
  list(): ToldEvent[];
  add(accepted: AcceptedEvent): void;
  /** An event as it crossed the wire, its token masked; undefined when it is not kept. */
  messageOf(id: string): WireMessage | undefined;
}

/** Keeps what Alexa's gateways take. `customerOf` says whose Alexa a user's is, and `nameOf` what a camera is called. */
export function createTold(
  customerOf: (userId: string) => ToldEvent["to"],
  nameOf: (cameraId: string) => string,
): Told {
  let kept: readonly { readonly told: ToldEvent; readonly message: WireMessage }[] = [];
  return {
    list: () => kept.map(({ told }) => told),
    add({ region, userId, event }) {
      const { name, messageId } = event.event.header;
      const at = epochNow();
      const cameras = cameraIdsOf(event).map(nameOf);
      const told = { id: messageId, at, name, cameras, summary: summaryOf(event), region, to: customerOf(userId) };
      const message = { at, from: "skill", to: "Alexa", what: name, body: presentable(event) } as const;
      kept = [{ told, message }, ...kept].slice(0, KEPT_EVENTS);
    },
    messageOf: (id) => kept.find(({ told }) => told.id === id)?.message,
  };
}

/** Events that the skill could not deliver, without what a handler's own error may quote. */
export function undeliveredOf(letters: readonly DeadLetter[]): EchoShowState["undelivered"] {
  return letters.map(({ event, errorType, errorMessage }) => ({
    source: String(field(event, "source") ?? "an unknown source"),
    what: String(field(event, "detail-type") ?? "an event"),
    because: splitCode(errorMessage).code ?? errorType,
  }));
}
