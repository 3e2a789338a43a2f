/** What an event is, and where Amazon describes it. */
export interface Explanation {
  readonly sentence: string;
  readonly link: { readonly url: string; readonly title: string };
}

const pages = "https://developer.amazon.com/en-US/docs/alexa/device-apis";

const explanations: Readonly<Record<string, Explanation>> = {
  DoorbellPress: {
    sentence: "Somebody rang. Every Echo that announces this doorbell does, and an Echo Show brings up live view.",
    link: { url: `${pages}/alexa-doorbelleventsource.html`, title: "Alexa.DoorbellEventSource" },
  },
  ChangeReport: {
    sentence: "A camera’s state is another one: the payload says what changed and why, the context what stayed.",
    link: {
      url: "https://developer.amazon.com/en-US/docs/alexa/smarthome/state-reporting-for-a-smart-home-skill.html",
      title: "Understand state reporting",
    },
  },
  AddOrUpdateReport: {
    sentence: "A camera is new to this user, or has changed: it stands here as Discover would show it.",
    link: { url: `${pages}/alexa-discovery.html`, title: "Alexa.Discovery" },
  },
  DeleteReport: {
    sentence: "This user does not have the camera any more, since someone removed it or took it back.",
    link: { url: `${pages}/alexa-discovery.html`, title: "Alexa.Discovery" },
  },
};

/** Explains an event by its name. */
export function explainTold(name: string): Explanation {
  return (
    explanations[name] ?? {
      sentence: "An event that the skill sent to Alexa’s event gateway.",
      link: {
        url: "https://developer.amazon.com/en-US/docs/alexa/smarthome/send-events-to-the-alexa-event-gateway.html",
        title: "Send events to the Alexa event gateway",
      },
    }
  );
}
