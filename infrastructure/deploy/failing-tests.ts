/** What jest writes of the tests that fail, without the files that pass; where there are many files, its own summary. */
export function failingTests(output: string): string {
  const summary = output.lastIndexOf("Summary of all failing tests\n");
  return summary < 0 ? output.replaceAll(/^PASS .*\r?\n/gm, "") : output.slice(summary);
}
