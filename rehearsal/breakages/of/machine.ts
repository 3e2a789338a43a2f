import type { Breakage } from "../breakage.ts";
import { clockOf } from "./clock.ts";
import { programsOf } from "./programs.ts";

const CONFIG = "~/.ask/cli_config";
const CREDENTIALS = "~/.aws/credentials";

/** Lines that note a key as a profile of its own, and choose that. */
const chosenProfile = (name: string, id: string, secret: string) => [
  `printf '\\n[${name}]\\naws_access_key_id = ${id}\\naws_secret_access_key = ${secret}\\n' >> ${CREDENTIALS}`,
  `export AWS_PROFILE=${name}`,
];

/** What can go wrong with the machine of whoever deploys. */
export const machineBreakages: readonly Breakage[] = [
  {
    name: "clock-skew",
    title: "The machine's clock is an hour ahead",
    link: "clock",
    breakage: "clock-skew",
    async breakIt(installed) {
      const clock = await clockOf(programsOf(installed.developer));
      await clock.put(60 * 60_000);
      await installed.type(clock.wear);
    },
    restore: (installed) => installed.type("export NODE_OPTIONS="),
  },
  {
    name: "ask-missing",
    title: "ask-cli is not installed",
    link: "ask-cli",
    breakage: "ask-missing",
    async breakIt(installed) {
      const programs = programsOf(installed.developer);
      await installed.type('export PATH_BEFORE="$PATH"', await programs.takeAway("ask"));
      await programs.write(
        "npm",
        (found) => `case "$*" in
*--global*ask-cli*) ${programs.putBack("ask")} ;;
*) exec ${found} "$@" ;;
esac`,
      );
    },
    async restore(installed) {
      await installed.type('export PATH="$PATH_BEFORE"', "unset PATH_BEFORE");
      await programsOf(installed.developer).remove("npm");
    },
  },
  {
    name: "ask-not-signed-in",
    title: "Nobody is signed in with ask-cli",
    link: "ask-cli",
    breakage: "ask-not-configured",
    async breakIt(installed) {
      const programs = programsOf(installed.developer);
      await installed.type(`mv ${CONFIG} ${CONFIG}.old`);
      // Its sign-in goes by a browser.
      await programs.write(
        "ask",
        (found) => `case "$1" in
configure) mv ${CONFIG}.old ${CONFIG} ;;
*) exec ${found} "$@" ;;
esac`,
      );
    },
    restore: async ({ developer }) => programsOf(developer).remove("ask"),
  },
  {
    name: "no-credentials",
    title: "The file with the AWS key is gone",
    link: "credentials",
    breakage: "no-credentials",
    breakIt: (installed) => installed.type(`mv ${CREDENTIALS} ${CREDENTIALS}.old`),
    hands: (installed) => installed.type(`mv ${CREDENTIALS}.old ${CREDENTIALS}`),
  },
  {
    name: "another-profile",
    title: "AWS_PROFILE names a profile whose key was deleted",
    link: "credentials",
    breakage: "credentials-refused",
    breakIt: (installed) => installed.type(...chosenProfile("old", "AKIAOLDOLDOLDOLDOLD0", "old")),
  },
  {
    name: "another-account",
    title: "AWS_PROFILE names a profile of another account",
    link: "credentials",
    breakage: "wrong-account",
    breakIt: async (installed) => {
      const { accessKeyId, secretAccessKey } = installed.amazon.account.stranger;
      await installed.type(...chosenProfile("others", accessKeyId, secretAccessKey));
    },
  },
];
