import type { IceCandidate } from "../signaling/ice-candidate.ts";
import { type CandidateLine, readCandidateLine } from "./candidate-line.ts";
import { type ParsedSdp, parseSdp } from "./parsing.ts";

/** An answer whose candidates may not all be there yet, read once. */
export interface BareAnswer {
  /** Whether it holds a candidate that Alexa can use. */
  readonly hasCandidates: boolean;
  /** Whether it says itself that no candidate follows. */
  readonly hasEnded: boolean;
  /** Whether it refuses every section, or is no SDP: then no candidate is of use. */
  readonly isRefusal: boolean;
  /** Whether all of its accepted sections share one ICE transport. */
  readonly isBundled: boolean;
  /** Whether the candidate has a place in it and Alexa can use it. */
  takes(candidate: IceCandidate): boolean;
  /** The answer with these candidates, complete; see {@link foldCandidates}. */
  complete(candidates: readonly IceCandidate[]): string;
}

/** The sections that share one ICE transport, by their places: those of a BUNDLE that are not refused, or one alone. */
type Transport = readonly number[];

const END = "a=end-of-candidates";

/**
 * One complete answer made of an answer and the candidates that were trickled after it, in the order of their arrival.
 * Every candidate stands in each accepted section of its BUNDLE, because Amazon's page asks for each track's own set.
 * Candidates that are of no use to Alexa are left out, also those of the answer itself, and trickle is not mentioned.
 * All else stays as it is, with CRLF. Never throws, whatever the texts; what is no SDP comes back as it is.
 * Source: RFC 8839 section 5.1, RFC 8840 section 4.
 */
export function foldCandidates(answer: string, candidates: readonly IceCandidate[]): string {
  return readBareAnswer(answer).complete(candidates);
}

/** Reads an answer to which candidates are to be added. Never throws; what is no SDP takes none. */
export function readBareAnswer(answer: string): BareAnswer {
  const parsed = parseSdp(answer);
  if (parsed === undefined) return notSdp(answer);
  const sections = parsed.media;
  const parts = splitParts(answer);
  const placeOf = createPlaces(parsed);
  // Once for all candidates, of which there may be thousands.
  const ufrags = parts.map(ufragIn);
  const ufragOf = (place: number) => ufrags[place + 1] ?? ufrags[0];

  /** The sections that a candidate is written into, and how. */
  function reading(candidate: IceCandidate): { readonly line: CandidateLine; readonly places: Transport } | undefined {
    const line = readCandidateLine(candidate.candidate);
    if (line === undefined) return undefined;
    const transport = placeOf(candidate);
    const ufrag = line.ufrag ?? candidate.usernameFragment;
    if (ufrag && !transport.some((place) => ufragOf(place) === ufrag)) return undefined;
    const places = transport.filter((place) => line.component === 1 || !sections[place]?.rtcpMux);
    return places.length === 0 ? undefined : { line, places };
  }

  const own = ownCandidates(parts).flatMap((candidate) => reading(candidate) ?? []);
  return {
    hasCandidates: own.length > 0,
    hasEnded: parts.flat().some(isEnd),
    isRefusal: !sections.some(({ accepted }) => accepted),
    isBundled: placeOf({ candidate: "" }).length > 0,
    takes: (candidate) => reading(candidate) !== undefined,
    complete(candidates) {
      const all = [...own, ...candidates.flatMap((candidate) => reading(candidate) ?? [])];
      const written = parts.map((lines, part) => {
        const kept = lines.flatMap(withoutTrickle);
        // The first part is the session's, which has no candidates.
        if (!sections[part - 1]?.accepted) return kept;
        const texts = all.filter(({ places }) => places.includes(part - 1)).map(({ line }) => `a=${line.text}`);
        return [...kept, ...new Set(texts), END];
      });
      return written
        .flat()
        .map((line) => `${line}\r\n`)
        .join("");
    },
  };
}

function notSdp(text: string): BareAnswer {
  return {
    hasCandidates: false,
    hasEnded: false,
    isBundled: false,
    isRefusal: true,
    takes: () => false,
    complete: () => text,
  };
}

/** The lines of the session's part and of each section's. */
function splitParts(sdp: string): string[][] {
  const parts: string[][] = [[]];
  for (const line of sdp.split(/\r\n|\r|\n/)) {
    if (line.startsWith("m=")) parts.push([]);
    if (line !== "") parts.at(-1)?.push(line);
  }
  return parts;
}

/** The candidates in an answer. What stands in the session's part, where none belongs, has no section. */
function ownCandidates(parts: readonly (readonly string[])[]): IceCandidate[] {
  return parts.flatMap((lines, part) =>
    lines.filter(isCandidate).map((candidate) => ({ candidate, sdpMLineIndex: part === 0 ? null : part - 1 })),
  );
}

/**
 * Finds a candidate's transport by its sdpMid, else by its sdpMLineIndex, else it is the only one there is. The C SDK
 * and AWS's FreeRTOS library say mid "0" and index 0 of every candidate, whatever the offer's mids are.
 */
function createPlaces({ media, bundles }: ParsedSdp) {
  const accepted = media.flatMap((section, place) => (section.accepted ? [{ mid: section.mid, place }] : []));
  const byPlace = new Map<number, Transport>(accepted.map(({ place }) => [place, [place]]));
  // The first BUNDLE that names a section is the one that it is in.
  for (const bundle of [...bundles].reverse()) {
    const mids = new Set(bundle);
    const shared = accepted.filter(({ mid }) => mid !== undefined && mids.has(mid)).map(({ place }) => place);
    for (const place of shared) byPlace.set(place, shared);
  }
  const byMid = new Map(accepted.map(({ mid, place }) => [mid, byPlace.get(place)]));
  const first = accepted[0] && byPlace.get(accepted[0].place);
  const only = first?.length === accepted.length ? first : undefined;
  return ({ sdpMid, sdpMLineIndex }: IceCandidate): Transport =>
    (sdpMid ? byMid.get(sdpMid) : undefined) ?? byPlace.get(sdpMLineIndex ?? -1) ?? only ?? [];
}

function ufragIn(lines: readonly string[]): string | undefined {
  return lines.flatMap((line) => /^a=ice-ufrag:[ \t]*(\S+)/.exec(line)?.[1] ?? [])[0];
}

function isCandidate(line: string): boolean {
  return line.startsWith("a=candidate:");
}

function isEnd(line: string): boolean {
  return line.trimEnd() === END;
}

/** A line without its word of trickle; candidates and their end leave altogether, to be written anew. */
function withoutTrickle(line: string): string[] {
  if (isCandidate(line) || isEnd(line)) return [];
  const options = /^a=ice-options:(.*)$/.exec(line)?.[1]?.match(/[^ \t]+/g);
  if (!options?.includes("trickle")) return [line];
  const others = options.filter((option) => option !== "trickle");
  return others.length === 0 ? [] : [`a=ice-options:${others.join(" ")}`];
}
