/** A function, by the region that it is in. */
export interface FunctionPlace {
  readonly region: string;
  readonly name: string;
}

/** The lines that change a function's configuration, and wait until it runs so. @param flags as `aws` takes them. */
export function configureFunction(place: FunctionPlace, flags: string): string[] {
  return [`aws lambda update-function-configuration ${flagsOf(place)} ${flags}`, waitLine(place)];
}

/**
 * The lines that change some of a function's environment variables. What else it has stays and is not shown: the call
 * replaces them all, and any may be a secret.
 * @param variables undefined for what is to go.
 */
export function changeVariables(
  place: FunctionPlace,
  variables: Readonly<Record<string, string | undefined>>,
): string[] {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined);
  const gone = Object.keys(variables).filter((name) => variables[name] === undefined);
  const script = [
    `const { Variables = {} } = JSON.parse(require("fs").readFileSync(0, "utf8")) ?? {}`,
    `Object.assign(Variables, ${JSON.stringify(Object.fromEntries(set))})`,
    ...gone.map((name) => `delete Variables.${name}`),
    "console.log(JSON.stringify({ Variables }))",
  ].join("; ");
  return [
    [
      `aws lambda get-function-configuration ${flagsOf(place)} --query Environment --output json`,
      `node -e '${script.replaceAll("'", "'\\''")}'`,
      `aws lambda update-function-configuration ${flagsOf(place)} --environment file:///dev/stdin`,
    ].join(" | "),
    waitLine(place),
  ];
}

function waitLine(place: FunctionPlace): string {
  return `aws lambda wait function-updated ${flagsOf(place)}`;
}

function flagsOf({ region, name }: FunctionPlace): string {
  return `--region ${region} --function-name ${name}`;
}
