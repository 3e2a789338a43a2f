/** An npm script of the project's as it is typed, for a profile of ask-cli's. */
export function npmRun(script: string, profile: string, ...parameters: readonly string[]): string {
  const all = [...(profile === "default" ? [] : ["--profile", profile]), ...parameters];
  return ["npm run", script, ...(all.length === 0 ? [] : ["--", ...all])].join(" ");
}
