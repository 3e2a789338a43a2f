import { type FieldNames, type GivenFields, hyphenated } from "./fields.ts";

/** What the keys of this product's tags begin with. */
export const TAG_PREFIX = "alexa-kvs-camera-skill:";

/** The rest of the key of each tag that an import reads, and what it says. */
export const tagKeys = {
  id: "the camera's id; without it the channel's name",
  name: "what people call it; without it the channel's name in words",
  kind: "camera or doorbell; without it camera",
  talk: "true where it plays what an Echo sends",
  motion: "true where it tells of motion",
  manufacturer: "its maker",
  model: "its model",
  "serial-number": "its serial number",
  "firmware-version": "its firmware's version",
  signaling: "auto, alexa-offer or viewer; without it auto",
  "offer-format": "json or sdp; without it json",
  owners: "its users' ids, with spaces between them",
} as const;

/** The tag that says whose channel it is: a camera's id. */
export const ID_TAG = `${TAG_PREFIX}id`;

/** The tag that a field is read from. */
export const tagOf: FieldNames = (field) => `the tag ${TAG_PREFIX}${hyphenated(field)}`;

/** What a channel's tags say of its camera. What is no value of a field is left for the record's schema to refuse. */
export function fieldsOfTags(tags: Readonly<Record<string, string>>): GivenFields {
  const tagged = (key: keyof typeof tagKeys) => tags[TAG_PREFIX + key]?.trim() || undefined;
  const fields = {
    name: tagged("name"),
    kind: tagged("kind"),
    talk: truth(tagged("talk")),
    motion: truth(tagged("motion")),
    manufacturer: tagged("manufacturer"),
    model: tagged("model"),
    serialNumber: tagged("serial-number"),
    firmwareVersion: tagged("firmware-version"),
    signaling: tagged("signaling"),
    offerFormat: tagged("offer-format"),
    owners: tagged("owners")?.split(/\s+/),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function truth(text: string | undefined): boolean | string | undefined {
  if (text === undefined) return undefined;
  if (/^(true|yes)$/i.test(text)) return true;
  return /^(false|no)$/i.test(text) ? false : text;
}
