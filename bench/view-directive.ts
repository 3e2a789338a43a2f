/** The directive of a view of `front-door`, as Alexa sends it. */
export function viewDirective(offer: string, sessionId: string): object {
  return {
    directive: {
      header: {
        namespace: "Alexa.RTCSessionController",
        name: "InitiateSessionWithOffer",
        messageId: "bench",
        correlationToken: "bench",
        payloadVersion: "3",
      },
      endpoint: { scope: { type: "BearerToken", token: "Atza|bench" }, endpointId: "front-door" },
      payload: { sessionId, offer: { format: "SDP", value: offer } },
    },
  };
}
