/** The version of every message of the smart-home API that this skill speaks. */
export const PAYLOAD_VERSION = "3";

/** The most endpoints one Discover.Response may hold. Source: Alexa.Discovery. */
export const MAX_DISCOVERED_ENDPOINTS = 300;
