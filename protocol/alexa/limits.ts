/** The version of every message of the smart-home API that this skill speaks. */
export const PAYLOAD_VERSION = "3";

/** The version of the interface with the cameras' pictures, which numbers its messages itself. */
export const SNAPSHOT_VERSION = "1.1";

/** The most endpoints one Discover.Response may hold. Source: Alexa.Discovery. */
export const MAX_DISCOVERED_ENDPOINTS = 300;

/** The most endpoints one AddOrUpdateReport may hold. Source: Amazon's smart-home message schema. */
export const MAX_REPORTED_ENDPOINTS = 300;

/** The most endpoints one DeleteReport may name: the gateway was seen to fail with many more, as HTTP 500. */
export const MAX_DELETED_ENDPOINTS = 30;
