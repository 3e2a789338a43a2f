/** What an event is, and where Amazon describes it. */
export interface Explanation {
  readonly sentence: string;
  readonly link: { readonly url: string; readonly title: string };
}

const docs = "https://developer.amazon.com/en-US/docs/alexa";
const discovery = { url: `${docs}/device-apis/alexa-discovery.html`, title: "Alexa.Discovery" };
const stateReporting = {
  url: `${docs}/smarthome/state-reporting-for-a-smart-home-skill.html`,
  title: "Understand State and Change Reporting",
};

const explanations: Readonly<Record<string, Explanation>> = {
  DoorbellPress: {
    sentence: "Somebody rang. The Echos of this user announce it, and one with a screen brings up live view.",
    link: { url: `${docs}/device-apis/alexa-doorbelleventsource.html`, title: "Alexa.DoorbellEventSource" },
  },
  ChangeReport: {
    sentence: "A camera’s state is another one: the payload says what changed and why, the context what stayed.",
    link: stateReporting,
  },
  AddOrUpdateReport: {
    sentence: "A camera is new to this user, or has changed: it stands here as Discover would show it.",
    link: discovery,
  },
  DeleteReport: {
    sentence: "This user does not have the camera any more: someone removed it, or took it back.",
    link: discovery,
  },
};

/** Explains an event by its name. */
export function explainTold(name: string): Explanation {
  return (
    explanations[name] ?? {
      sentence: "An event that the skill sent to Alexa’s event gateway.",
      link: stateReporting,
    }
  );
}
