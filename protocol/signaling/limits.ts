/** The most characters a message's base64 payload may have. Source: KVS WebRTC service quotas. */
export const MAX_PAYLOAD_CHARACTERS = 10_000;
