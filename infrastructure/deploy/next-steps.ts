/** What is left to do after a deploy, in the order that docs/setup.md has it; no line is longer than a terminal's. */
export const nextSteps = `
✔ Deployed. The warning that the skill api domain "smartHome" cannot be
  enabled is harmless: no smart home skill can be enabled by ask-cli.

Next, after the first deploy (docs/setup.md, from step 5 on):
  1. npm run account-linking     sends accountLinking.json, prints three URLs
  2. Login with Amazon console   Web Settings → Allowed Return URLs: these three
  3. Alexa developer console     Build → Permissions: Send Alexa Events is on
  4. Alexa app                   enable the skill, and sign in
  5. npx camera-skill cameras add front-door …
                                 and say: “Alexa, discover devices”
`;
