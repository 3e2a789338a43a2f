/** What `npm run doctor:rehearse -- --help` prints. */
export const usage = `Usage: npm run doctor:rehearse [-- options]

Makes an installation of the skill on this machine, with Amazon's own ask-cli and
a stand-in of Amazon, and breaks it in one way after the other: each time the
doctor has to name the broken link, and what it says to type is typed, and has to
help. Nothing leaves the machine but the download of the tools, once, into
.real-peers (400 MB, a minute). The whole takes a quarter of an hour.

  --breakage NAME  play this one; may be repeated
  --list           say which breakages there are; with --json for a machine
  --keep           keep the files, too
  --json           print one JSON document on standard output
  --help           print this

It ends with 0 when all passed, 1 when one failed, 2 when it was asked for
something that there is not, and 130 when it was interrupted by Ctrl-C.
`;
