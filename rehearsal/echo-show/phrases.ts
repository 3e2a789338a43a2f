import { devicesNamed, type Named, withoutArticle, wordsOf } from "./named-device.ts";

// This file runs in browsers too, so neither it nor what it imports uses Node.

/** A device as far as phrases matter. */
export interface Speakable extends Named {
  /** Full duplex: it can be talked to. */
  readonly talk: boolean;
}

/** What a phrase asks of an Echo. */
export type Understood<Device> =
  | { readonly do: "show" | "talk"; readonly device: Device }
  | { readonly do: "stop" }
  | { readonly do: "discover" }
  | { readonly do: "unknown"; readonly alexaSays: string };

type Command = "show" | "talk" | "stop" | "discover";

/** How each command begins; the longer beginnings first. Source of the utterances: Alexa.RTCSessionController. */
const commands: readonly (readonly [beginning: string, Command])[] = [
  ["show me", "show"],
  ["show", "show"],
  ["talk to", "talk"],
  ["speak to", "talk"],
  ["respond to", "talk"],
  ["answer", "talk"],
  ["call", "talk"],
  ["go home", "stop"],
  ["stop", "stop"],
  ["hide", "stop"],
  ["close", "stop"],
  ["exit", "stop"],
  ["cancel", "stop"],
  ["hang up", "stop"],
  ["discover", "discover"],
];

/** How many devices phrases are offered for. */
const OFFERED_DEVICES = 8;
/** How many devices Alexa names when it asks back. */
const MOST_CHOICES = 4;

/**
 * What a phrase asks for, with or without "Alexa" before it, in any case. What Alexa says of a phrase that asks for
 * nothing that can be done is our words, not Amazon's.
 */
export function understand<Device extends Speakable>(phrase: string, devices: readonly Device[]): Understood<Device> {
  const words = wordsOf(phrase).filter((word, index) => !(index === 0 && word === "alexa") && word !== "please");
  if (words.length === 0) return unknown(hint(devices));
  const [beginning, command] = commands.find(([start]) => `${words.join(" ")} `.startsWith(`${start} `)) ?? [];
  if (beginning === undefined || command === undefined) {
    return unknown(`Sorry, I don't know how to do “${words.join(" ")}”. ${hint(devices)}`);
  }
  const rest = words.slice(beginning.split(" ").length);
  switch (command) {
    case "show":
    case "talk":
      return open(command, rest, devices);
    case "stop":
      return rest.length === 0 || devicesNamed(rest, devices).length > 0 ? { do: "stop" } : unknown(notFound(rest));
    case "discover":
      return { do: "discover" };
  }
}

/** Phrases to offer, by what they ask for. */
export interface Suggestions {
  readonly shows: readonly string[];
  readonly talks: readonly string[];
  readonly others: readonly string[];
}

/** What is said to see a device. */
export function showPhrase(name: string): string {
  return `Alexa, show the ${spokenName(name)}`;
}

/** Phrases to offer, made from the devices: each is understood as it is meant. */
export function suggestions(devices: readonly Speakable[]): Suggestions {
  const offered = devices
    .filter(({ name }) => wordsOf(name).length > 0)
    .slice(0, OFFERED_DEVICES)
    .map((device) => ({ device, spoken: spokenName(device.name) }));
  const shows = offered.map(({ device, spoken }, index) => ({
    device,
    // The first one shows how a phrase is said in full.
    phrase: index === 0 ? `Alexa, show the ${asCamera(spoken)}` : `show the ${spoken}`,
  }));
  const talks = offered
    .filter(({ device }) => device.talk)
    .map(({ device, spoken }) => ({ device, phrase: `talk to the ${spoken}` }));
  const understood = (offers: readonly { readonly device: Speakable; readonly phrase: string }[]) =>
    offers.flatMap(({ device, phrase }) => {
      const meant = understand(phrase, devices);
      return "device" in meant && meant.device === device ? [phrase] : [];
    });
  return {
    shows: understood(shows),
    talks: understood(talks),
    others: [...(devices.length > 0 ? ["stop"] : []), "discover my devices"],
  };
}

function open<Device extends Speakable>(
  command: "show" | "talk",
  said: readonly string[],
  devices: readonly Device[],
): Understood<Device> {
  const [device, ...others] = devicesNamed(said, devices);
  if (device === undefined) return unknown(devices.length === 0 ? hint(devices) : notFound(said));
  if (others.length > 0) return unknown(question([device, ...others]));
  if (command === "talk" && !device.talk)
    return unknown(`Sorry, you can't talk to ${device.name}: it only shows a picture.`);
  return { do: command, device };
}

function unknown(alexaSays: string): { do: "unknown"; alexaSays: string } {
  return { do: "unknown", alexaSays };
}

function hint(devices: readonly Speakable[]): string {
  const [first] = suggestions(devices).shows;
  return devices.length === 0 ? "I don't know any cameras yet. Try “discover my devices”." : `Try “${first}”.`;
}

/** What Alexa says of a device that she does not know. */
export function couldNotFind(name: string): string {
  return `I couldn't find a device called “${name}”.`;
}

function notFound(said: readonly string[]): string {
  return couldNotFind(withoutArticle(said).join(" "));
}

function question(devices: readonly Named[]): string {
  const names = [...new Set(devices.map(({ name }) => name))];
  const last = names.at(-1);
  if (names.length === 1) return `There is more than one device called ${last}.`;
  if (names.length > MOST_CHOICES) return "Which device do you mean?";
  return `Which one: ${names.slice(0, -1).join(", ")} or ${last}?`;
}

/** What Alexa says when the bell is pressed. */
export function announcement(name: string): string {
  return `Someone is at the ${name.trim().replace(/^(?:the|my|our)\s+(?=\S)/i, "")}`;
}

/** A name as it is said after "the": in small letters, without an article of its own. */
export function spokenName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(?:the|my|our)\s+(?=\S)/, "");
}

/** "front door camera". */
function asCamera(spoken: string): string {
  return wordsOf(spoken).at(-1) === "camera" ? spoken : `${spoken} camera`;
}
