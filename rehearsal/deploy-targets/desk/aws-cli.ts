import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { quoted, writeScript } from "./write-program.ts";

/** Where Linux's packages have it; a folder of shims may come before it on the PATH and lead nowhere. */
const PACKAGED = "/usr/bin/aws";

/**
 * Finds the machine's AWS CLI.
 * @param path the PATH to look on.
 * @returns undefined where there is none.
 */
export function findAwsCli(path = process.env.PATH ?? ""): string | undefined {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, "aws"))
    .filter(isProgram);
  return found.find((program) => program === PACKAGED) ?? found[0];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts an `aws` where a PATH finds it that runs the machine's own with the address of the service that is called: an
 * AWS CLI older than 2.13 does not read `AWS_ENDPOINT_URL_<SERVICE>`. `aws configure` calls none. A service that has no
 * address is refused, for that would be AWS's own.
 * Source: AWS SDKs and tools reference guide, service-specific endpoints; AWS CLI user guide, global options.
 * @returns whether the machine has an AWS CLI.
 */
export async function writeAwsCli(folder: string): Promise<boolean> {
  const awsCli = findAwsCli();
  if (awsCli !== undefined) await writeScript(folder, "aws", awsScript(awsCli));
  return awsCli !== undefined;
}

function awsScript(awsCli: string): string {
  return `for word in "$@"; do
  case $word in --endpoint-url | --endpoint-url=*) exec ${quoted(awsCli)} "$@" ;; esac
done
# The service is the first word that is no option's.
service= skip=
for word in "$@"; do
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    --*=* | --debug | --no-* | --cli-auto-prompt | --version) ;;
    --*) skip=yes ;;
    *) service=$word; break ;;
  esac
done
case $service in
  '' | configure | help) exec ${quoted(awsCli)} "$@" ;;
  events) name=EVENTBRIDGE ;;
  kinesisvideo) name=KINESIS_VIDEO ;;
  logs) name=CLOUDWATCH_LOGS ;;
  s3api) name=S3 ;;
  secretsmanager) name=SECRETS_MANAGER ;;
  *) name=$(printf %s "$service" | tr a-z- A-Z_) ;;
esac
case $name in *[!A-Z0-9_]*) name=NONE ;; esac
eval "address=\\\${AWS_ENDPOINT_URL_$name-}"
if [ -z "$address" ]; then
  echo "The rehearsed AWS has no $service." >&2
  exit 252
fi
exec ${quoted(awsCli)} "$@" --endpoint-url "$address"
`;
}
