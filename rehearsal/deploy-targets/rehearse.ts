import { runRehearsal } from "./rehearsal-program.ts";
import { scenarios } from "./scenarios/list.ts";

const usage = `Usage: npm run deploy:rehearse [-- options]

Deploys the skill with Amazon's own ask-cli to a stand-in of Amazon on this
machine, and views a camera through what was deployed. Nothing leaves the machine
but the download of the tools, once, into .real-peers (400 MB, a minute). The whole
takes six minutes or more, most of it two first deploys with checks and tests.

  --scenario NAME  play this one, and what it goes on from; may be repeated
  --list           say which scenarios there are; with --json for a machine
  --keep           keep the files of those that passed, too
  --json           print one JSON document on standard output
  --help           print this

It ends with 0 when all passed, 1 when one failed, 2 when it was asked for
something that there is not, and 130 when it was interrupted by Ctrl-C.
`;

// `npm run deploy:rehearse`
await runRehearsal({
  script: "deploy:rehearse",
  choice: "scenario",
  usage,
  scenarios,
  async startStage(setting, { channelsIn, pluggedIn }) {
    const { startStory } = await import("./story.ts");
    return startStory({ ...setting, channelsIn, pluggedIn });
  },
});
