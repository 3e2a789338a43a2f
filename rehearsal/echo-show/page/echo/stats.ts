import type { Connection } from "../../calls.ts";

/** The members of any kind of stats that are read here. Source: W3C, Identifiers for WebRTC's Statistics API. */
interface Stats {
  readonly type: string;
  readonly dtlsState?: string;
  readonly tlsVersion?: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly kind?: string;
  readonly framesDecoded?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
}

/** Reads what the five verdicts need out of a connection's stats. */
export function connectionOf(report: RTCStatsReport): Connection {
  const ofType = (type: string) => list(report).filter((stats) => stats.type === type);
  const byId = (id: string | undefined): Stats | undefined => (id === undefined ? undefined : report.get(id));
  const transport = ofType("transport")[0];
  const pair = byId(transport?.selectedCandidatePairId);
  const received = ofType("inbound-rtp");
  const video = received.find(({ kind }) => kind === "video");
  return {
    codecs: received.flatMap(({ codecId }) => byId(codecId)?.mimeType ?? []),
    ...defined("dtlsState", transport?.dtlsState),
    ...defined("tlsVersion", transport?.tlsVersion),
    ...defined("localCandidate", byId(pair?.localCandidateId)?.candidateType),
    ...defined("remoteCandidate", byId(pair?.remoteCandidateId)?.candidateType),
    ...defined("width", video?.frameWidth),
    ...defined("height", video?.frameHeight),
  };
}

/** How many frames were decoded so far. */
export function framesDecoded(report: RTCStatsReport): number {
  return list(report).find(({ framesDecoded }) => framesDecoded !== undefined)?.framesDecoded ?? 0;
}

function list(report: RTCStatsReport): Stats[] {
  return [...report.values()];
}

function defined<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
