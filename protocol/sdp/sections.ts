/** The lines of one part of an SDP: of the session, or of one m= line and what follows it. */
export interface Section {
  /** What follows `m=`; empty for the session's own part. */
  readonly mediaLine: string;
  /** `a=name:value` lines by name, in order; a flag such as `a=rtcp-mux` has the value "". */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  /** What follows each `b=`. */
  readonly bandwidths: readonly string[];
}

/**
 * Splits an SDP into its session part and its media sections, in one pass over the lines (RFC 8866 section 5).
 * No order of lines is demanded, since Alexa's own offers break it, and no line can make it fail. A view waits for this
 * twice: general parsers, which try each line against a whole grammar, take ten times as long.
 */
export function splitSections(sdp: string): { session: Section; media: Section[] } {
  let current = emptySection("");
  const session = current;
  const media: Section[] = [];
  for (const line of sdp.split(/\r\n|\r|\n/)) {
    if (line[1] !== "=") continue;
    const value = line.slice(2);
    if (line[0] === "m") {
      current = emptySection(value);
      media.push(current);
    } else if (line[0] === "b") {
      current.bandwidths.push(value);
    } else if (line[0] === "a") {
      addAttribute(current.attributes, value);
    }
  }
  return { session, media };
}

function emptySection(mediaLine: string) {
  return { mediaLine, attributes: new Map<string, string[]>(), bandwidths: [] as string[] };
}

function addAttribute(attributes: Map<string, string[]>, text: string): void {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text.trim() : text.slice(0, colon);
  const value = colon < 0 ? "" : text.slice(colon + 1).trim();
  const known = attributes.get(name);
  if (known) known.push(value);
  else attributes.set(name, [value]);
}
