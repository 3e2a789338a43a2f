import type { Stage } from "../view/timeline.ts";
import { presentable } from "./mask.ts";
import type { WireMessage } from "./message.ts";

/** How many messages of a stage are kept from one party to another: a camera may trickle without end. */
export const KEPT_MESSAGES = 50;

/** The messages of a view, by stage, as many as a person may want to read. */
export interface KeptMessages {
  add(stage: Stage, message: WireMessage): void;
  /** The stages at which something has crossed so far. */
  stages(): Stage[];
  /** What has crossed so far, its secrets masked; where messages were left out, one of the list says how many. */
  shown(): Partial<Record<Stage, WireMessage[]>>;
}

/** Keeps messages; they are masked when they are first asked for, since nobody else should wait for that. */
export function createKeptMessages(): KeptMessages {
  const kept: Partial<Record<Stage, WireMessage[]>> = {};
  const counts = new Map<string, number>();
  /** In place of all that came after it from the same party to the same other. */
  const leftOut = new Map<string, WireMessage>();
  const presented = new WeakMap<WireMessage, WireMessage>();

  const show = (message: WireMessage): WireMessage => {
    const known = presented.get(message) ?? { ...message, body: presentable(message.body) };
    presented.set(message, known);
    return known;
  };
  return {
    add(stage, message) {
      const { at, from, to } = message;
      const direction = `${stage} ${from} ${to}`;
      const count = (counts.get(direction) ?? 0) + 1;
      counts.set(direction, count);
      const messages = kept[stage] ?? [];
      kept[stage] = messages;
      if (count <= KEPT_MESSAGES) messages.push(message);
      else {
        const more = (count - KEPT_MESSAGES).toLocaleString("en");
        leftOut.set(direction, { at, from, to, what: `${more} more, which are not kept`, body: undefined });
      }
    },
    stages: () => Object.keys(kept) as Stage[],
    shown() {
      const shown: Partial<Record<Stage, WireMessage[]>> = {};
      for (const [stage, messages] of Object.entries(kept) as [Stage, WireMessage[]][]) {
        const notes = [...leftOut].flatMap(([direction, note]) => (direction.startsWith(`${stage} `) ? [note] : []));
        shown[stage] = [...messages.map(show), ...notes];
      }
      return shown;
    },
  };
}
