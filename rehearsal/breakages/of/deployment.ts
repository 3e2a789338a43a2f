import type { Breakage } from "../breakage.ts";

/** What can go wrong with what was deployed, and with what is known of it. */
export const deploymentBreakages: readonly Breakage[] = [
  {
    name: "wrong-region",
    title: "ask-resources.json names another region than the stack's, since the deploy",
    link: "region",
    breakage: "wrong-region",
    async breakIt({ developer }) {
      await developer.workspace.edit("ask-resources.json", '"awsRegion": "us-east-1"', '"awsRegion": "eu-west-1"');
    },
  },
  {
    name: "state-lost",
    title: "What ask-cli had noted of its deploys is gone",
    link: "deployed",
    breakage: "deploy-state-lost",
    breakIt: (installed) => installed.type("mv .ask/ask-states.json ask-states.old.json"),
    restore: (installed) => installed.type("rm ask-states.old.json"),
  },
  {
    name: "not-deployed",
    title: "Nothing was deployed yet",
    fromNothing: true,
    link: "deployed",
    breakage: "not-deployed",
    breakIt: async () => {},
    next: "account-linking",
  },
];
