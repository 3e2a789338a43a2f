import { InvalidBehaviour } from "./invalid-behaviour.ts";

/** A behaviour to put in, as it is asked for: by name. */
export interface Specification {
  readonly behaviour: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Only this channel; all of them when absent. */
  readonly channelName?: string | undefined;
}

/**
 * Takes a text such as `answer-late:milliseconds=3000@front-door` apart. The first parameter's name may be left out
 * where the behaviour says so; which one that is, `positionalOf` tells.
 * @throws {InvalidBehaviour} when a parameter has no name.
 */
export function parseSpecification(
  text: string,
  positionalOf: (behaviour: string) => string | undefined,
): Specification {
  // The channel stands behind the last @: its name has none, and a message may.
  const [, body = text, channelName] = /^(.*)@([^@]*)$/s.exec(text) ?? [];
  const [, behaviour = body, list] = /^([^:]*):(.*)$/s.exec(body) ?? [];
  const parameters = (list ?? "").split(",").filter((part) => part !== "");
  return {
    behaviour,
    parameters: Object.fromEntries(
      parameters.map((part, index) => {
        const equals = part.indexOf("=");
        if (equals > 0) return [part.slice(0, equals), part.slice(equals + 1)];
        const positional = index === 0 ? positionalOf(behaviour) : undefined;
        if (positional !== undefined) return [positional, part];
        throw new InvalidBehaviour(`${behaviour}: write its parameters as name=value, and not ${part}`);
      }),
    ),
    ...(channelName === undefined ? {} : { channelName }),
  };
}

/** A value longer than this is not shown: it is a payload, and those are nobody's to read. */
const MAX_SHOWN_CHARACTERS = 64;

/** A behaviour's text form, without its channel. */
export function formatSpecification(behaviour: string, parameters: Specification["parameters"]): string {
  const list = Object.entries(parameters).map(([name, value]) => {
    const text = String(value);
    return `${name}=${text.length > MAX_SHOWN_CHARACTERS ? "…" : text}`;
  });
  return list.length === 0 ? behaviour : `${behaviour}:${list.join(",")}`;
}
