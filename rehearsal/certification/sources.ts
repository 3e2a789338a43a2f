import type { Source } from "./item.ts";

const docs = "https://developer.amazon.com/en-US/docs/alexa";
const page = (path: string, title: string): Source => ({ title, url: `${docs}/${path}.html` });

/** Amazon's pages that the certification list is made from. */
export const sources = {
  publishingGuide: page(
    "smarthome/smart-home-skill-publishing-guide",
    "Smart Home and Video Skills Certification Guide",
  ),
  skillRequirements: page("smarthome/wwa-skill-requirements", "Works with Alexa Skill Requirements"),
  deviceRequirements: page("smarthome/wwa-device-requirements", "Requirements for Specific Device Types"),
  newRequirements: {
    title: "Introducing New Works with Alexa Requirements",
    url: "https://developer.amazon.com/en-US/blogs/alexa/device-makers/2024/08/Alexa-wwa-august-2024",
  },
  accountLinking: page(
    "account-linking/account-linking-for-sh-and-other",
    "Account Linking for Smart Home and Other Domains",
  ),
  accountTokens: page(
    "account-linking/add-account-linking-logic-smart-home",
    "Validate and Use Access Tokens in Smart Home Skill Code",
  ),
  authorization: page("device-apis/alexa-authorization", "Alexa.Authorization"),
  skillEvents: page("smapi/skill-events-in-alexa-skills", "Skill Events in Alexa Skills"),
  discovery: page("device-apis/alexa-discovery", "Alexa.Discovery"),
  deprecated: page("ask-overviews/deprecated-features", "Deprecated Features"),
  endpointHealth: page("device-apis/alexa-endpointhealth", "Alexa.EndpointHealth"),
  stateReporting: page("smarthome/state-reporting-for-a-smart-home-skill", "Understand State and Change Reporting"),
  errorResponse: page("device-apis/alexa-errorresponse", "Alexa.ErrorResponse"),
  rtcSessionController: page("device-apis/alexa-rtcsessioncontroller", "Alexa.RTCSessionController"),
  aboutRtc: page("device-apis/about-alexa-rtc", "About the RTC Interface"),
  doorbell: page("device-apis/alexa-doorbelleventsource", "Alexa.DoorbellEventSource"),
  motion: page("device-apis/alexa-motionsensor", "Alexa.MotionSensor"),
  snapshot: page("device-apis/alexa-smartvision-snapshotprovider", "Alexa.SmartVision.SnapshotProvider"),
  certificationFailures: page(
    "certify-skills/troubleshoot-smart-home-skill-failures",
    "Troubleshooting Certification Failures in Smart Home and Other Domains",
  ),
  operations: page("smarthome/troubleshooting-guide", "Troubleshooting Guide for Smart Home Skills"),
  debugger: page("smarthome/test-live-debug-audio-video", "Use the Smart Home Debugger for WebRTC Skills"),
} as const satisfies Readonly<Record<string, Source>>;
