import { type CollectionTag, parseDocument, type ScalarTag, YAMLMap, YAMLSeq } from "yaml";
import { invalid } from "./errors.ts";

/** The functions that have a short form in YAML, such as `!Sub`; `!Ref` and `!Condition` go without `Fn::`. */
const shortForms = [
  ..."And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAtt GetAZs If ImportValue".split(" "),
  ..."Join Length Not Or RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll".split(" "),
];

/** YAML 1.1 tags of which CloudFormation's documentation says that it does not take them, and the one that has ours. */
const unsupported = ["binary", "bool", "merge", "omap", "pairs", "set", "timestamp"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** Like the YAML readers of most languages, and unlike YAML 1.1's own text, `Y` and `N` are no truth values. */
const truth: ScalarTag = {
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test: /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
  resolve: (text: string) => /^(?:yes|true|on)$/i.test(text),
};

/**
 * Reads a template's text, YAML or JSON, with the short forms of functions made long.
 * @throws {WireError} ValidationError, where it is neither.
 */
export function readTemplateText(text: string): unknown {
  const document = parseDocument(text, {
    version: "1.1",
    merge: false,
    customTags: (tags) => [
      ...tags.filter((tag) => typeof tag === "string" || !unsupported.includes(tag.tag)),
      truth,
      ...shortTags,
    ],
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const [at] = problem.linePos ?? [];
    throw invalid(`Template format error: YAML not well-formed. (line ${at?.line ?? 0}, column ${at?.col ?? 0})`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw invalid("Template error: YAML aliases are not allowed in CloudFormation templates");
  }
}

const shortTags: readonly (ScalarTag | CollectionTag)[] = [
  ...["Ref", "Condition"].flatMap((name) => tagsOf(`!${name}`, name)),
  ...shortForms.flatMap((name) => tagsOf(`!${name}`, `Fn::${name}`)),
];

/** A tag's three forms: before a text, a list and a map. */
function tagsOf(tag: string, longName: string): (ScalarTag | CollectionTag)[] {
  return [
    { tag, resolve: (text: string) => ({ [longName]: longArgument(longName, text) }) },
    { tag, collection: "seq", nodeClass: YAMLSeq, resolve: (node) => wrap(longName, node) },
    { tag, collection: "map", nodeClass: YAMLMap, resolve: (node) => wrap(longName, node) },
  ];
}

function wrap(longName: string, node: unknown): YAMLMap {
  const map = new YAMLMap();
  map.set(longName, node);
  return map;
}

/** `!GetAtt Function.Arn` is `Fn::GetAtt: [Function, Arn]`. */
function longArgument(longName: string, text: string): unknown {
  const dot = text.indexOf(".");
  return longName === "Fn::GetAtt" && dot > 0 ? [text.slice(0, dot), text.slice(dot + 1)] : text;
}
