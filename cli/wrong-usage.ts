/** What was typed, or a file that was named, is nothing that the command can work with: it ends with exit code 2. */
export class WrongUsage extends Error {
  override readonly name: string = "WrongUsage";
}
