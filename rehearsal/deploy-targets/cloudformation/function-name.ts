/** A function, and perhaps one version or alias of it. */
export interface FunctionReference {
  /** Without the version or alias. */
  readonly arn: string;
  readonly qualifier: string | undefined;
}

const forms =
  /^(?:arn:aws:lambda:(?<region>[a-z0-9-]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[A-Za-z0-9_-]{1,64})(?::(?<qualifier>[A-Za-z0-9$_-]+))?$/;

/**
 * Reads how a function is named: by name, by `<account>:function:<name>` or by ARN, each with a version or alias.
 * @returns undefined where it is none of them. Source: Lambda API reference, AddPermission, FunctionName.
 */
export function readFunctionName(
  text: string,
  here: { readonly region: string; readonly accountId: string },
): FunctionReference | undefined {
  const { region = here.region, account = here.accountId, name, qualifier } = forms.exec(text)?.groups ?? {};
  if (name === undefined) return undefined;
  return { arn: `arn:aws:lambda:${region}:${account}:function:${name}`, qualifier };
}
