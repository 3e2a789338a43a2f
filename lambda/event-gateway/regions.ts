/** Alexa's regions: North America, Europe with India, and the Far East with Australia. */
export const gatewayRegions = ["NA", "EU", "FE"] as const;
/** One of {@link gatewayRegions}. */
export type GatewayRegion = (typeof gatewayRegions)[number];

/** The AWS regions in which Alexa invokes skills, by Alexa's own. */
const alexaRegionOf: Readonly<Record<string, GatewayRegion>> = {
  "us-east-1": "NA",
  "eu-west-1": "EU",
  "us-west-2": "FE",
};

/**
 * The region whose gateway takes a grant's events: it follows the AWS region in which AcceptGrant came in. A Lambda
 * anywhere else can only be a test's, and counts as North America's.
 * Source: Alexa Skills Kit, "Send events to the Alexa event gateway".
 */
export function gatewayRegionOf(awsRegion: string): GatewayRegion {
  return alexaRegionOf[awsRegion] ?? "NA";
}
