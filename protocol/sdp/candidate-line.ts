import { addressReach } from "./addresses.ts";

/** A candidate that Alexa can be told of. */
export interface CandidateLine {
  /** What follows `a=`, without the extension that names an ICE ufrag. */
  readonly text: string;
  /** 1 is RTP, 2 is RTCP on a port of its own. */
  readonly component: number;
  /** The ICE ufrag that it says it belongs to. Source: RFC 8839 section 5.1 leaves room for it; browsers trickle it. */
  readonly ufrag: string | undefined;
}

/** Longer than any candidate is; what a stranger sends is not kept beyond it. */
const MAX_CHARACTERS = 1_000;

/** foundation, component, transport, priority, address, port, type, and what may follow in pairs. RFC 8839 section 5.1. */
const grammar =
  /^(?:a=)?candidate:([^ ]{1,64}) +([12]) +(udp|tcp) +(\d{1,10}) +([\w.:-]+) +(\d{1,5}) +typ +(host|srflx|prflx|relay)((?: +[^ ]+ +[^ ]+)*) *$/i;

/**
 * Reads a candidate, with or without `a=` in front. Undefined for what is no candidate or of no use to Alexa: a name in
 * `.local`, another transport than UDP or TCP, or any character that is no printable ASCII, such as a line break within
 * it; white space around it does not count.
 */
export function readCandidateLine(text: string): CandidateLine | undefined {
  // Firmware that cuts candidates out of its own SDP leaves them their line end.
  const line = text.trim();
  if (line.length > MAX_CHARACTERS || !/^[\x20-\x7e]*$/.test(line)) return undefined;
  const match = grammar.exec(line);
  if (match === null) return undefined;
  const [, foundation, component, transport, priority, address = "", port, type, extensions = ""] = match;
  if (addressReach(address) === "mdns" || Number(port) < 1 || Number(port) > 65_535) return undefined;
  let ufrag: string | undefined;
  const rest = extensions.replace(/ +([^ ]+) +([^ ]+)/g, (_, name: string, value: string) => {
    if (name !== "ufrag") return ` ${name} ${value}`;
    ufrag = value;
    return "";
  });
  const bare = `candidate:${foundation} ${component} ${transport} ${priority} ${address} ${port} typ ${type}${rest}`;
  return { text: bare, component: Number(component), ufrag };
}
