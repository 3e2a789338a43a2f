import type { ItemGroup } from "../item.ts";
import { sources } from "../sources.ts";

/** What stands around the skill: its store page, its documents, its regions. */
export const store: ItemGroup = {
  title: "Store and documents",
  items: [
    {
      id: "privacy-and-terms",
      title: "The privacy policy and the terms of use open on a phone, as pages",
      source: sources.publishingGuide,
      kind: "a person must look",
      look: "Open both links of the store page on iOS, Android and a desktop browser: they are web pages, not downloads, in the language of each locale.",
    },
    {
      id: "customer-guide",
      title: "A guide tells customers how to set their cameras up with Alexa",
      source: sources.publishingGuide,
      kind: "a person must look",
      look: "It has a short address, opens on a phone, and has a chapter for when something does not work.",
    },
    {
      id: "store-text",
      title: "The store page is written in the language of each locale, and its example phrases work",
      source: sources.publishingGuide,
      kind: "a person must look",
      look: "For each locale: name, one sentence, description and keywords in its language. Say each example phrase, word for word, such as “Alexa, show the front door camera”.",
    },
    {
      id: "regions",
      title: "Each locale’s customers reach a function in their part of the world",
      source: sources.certificationFailures,
      kind: "a person must look",
      look: "Developer console, endpoints: us-east-1 for North America, eu-west-1 for Europe and India, us-west-2 for the Far East and Australia. Run certify against each of the functions.",
    },
    {
      id: "service-health",
      title: "With real views the errors that users perceive are few, and answers are fast",
      source: sources.operations,
      kind: "a person must look",
      look: "Developer console, Analytics, Capability Directives: Amazon writes to the developer when fewer than 85 in 100 directives succeed, or 1 in 10 answers takes longer than 5 s, for a quarter of an hour. The metrics ViewAnswerTime and Failure show it before.",
    },
    {
      id: "app-to-app",
      title: "Where the cameras have an app of their own, accounts can be linked from there, on iOS and on Android",
      source: sources.skillRequirements,
      kind: "a person must look",
      look: "Begin in the cameras’ app and end in the Alexa app, and the other way round.",
    },
  ],
};
