/** Alexa's regions: North America, Europe with India, and the Far East with Australia. */
export const alexaRegions = ["NA", "EU", "FE"] as const;
/** One of {@link alexaRegions}. */
export type AlexaRegion = (typeof alexaRegions)[number];

/**
 * The region whose users' directives, AcceptGrant among them, come into a Lambda function of this AWS region. A function
 * anywhere else is invoked as North America's.
 * Source: Alexa Skills Kit, "Develop a smart home skill in multiple languages".
 */
export function alexaRegionOf(awsRegion: string): AlexaRegion {
  switch (awsRegion) {
    case "eu-west-1":
      return "EU";
    case "us-west-2":
      return "FE";
    default:
      return "NA";
  }
}
