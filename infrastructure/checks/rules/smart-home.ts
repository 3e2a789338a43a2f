import { closest } from "../../../rehearsal/signaling-service/closest.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";

const API = "smartHome";
const EVENTS_PERMISSION = "alexa::async_event:write";

/** The manifest is of a smart home skill that may send events, and of nothing else. */
export const smartHome: Rule = {
  name: "smart-home",
  check: ({ packages }) =>
    packages.flatMap(({ manifest }) => [...api(manifest), ...category(manifest), ...permission(manifest)]),
};

function api(manifest: JsonFile): readonly Found[] {
  const at = ["manifest", "apis"];
  const names = Object.keys(manifest.recordAt(at));
  const others = names.filter((name) => name !== API);
  const misspelt = names.includes(API) ? undefined : others.find((name) => closest(name, [API]) !== undefined);
  if (misspelt !== undefined) {
    const what = `There is no API "${misspelt}". Did you mean "${API}"?`;
    return [
      { file: manifest.path, line: manifest.lineOf([...at, misspelt]), what, remedy: `Write "${API}" in its place.` },
    ];
  }
  const version = [...at, "smartHome", "protocolVersion"];
  return [
    ...others.map((name) => ({
      file: manifest.path,
      line: manifest.lineOf([...at, name]),
      what: `The skill has the API "${name}" beside smartHome, and the functions of this project answer smartHome alone.`,
      remedy: `Take "${name}" out.`,
    })),
    ...(manifest.at(version) === "3"
      ? []
      : [
          {
            file: manifest.path,
            line: manifest.lineOf(version),
            what: "The protocol version of smartHome is not 3, the only one that is certified.",
            remedy: 'Write "smartHome": { "protocolVersion": "3" }.',
          },
        ]),
  ];
}

function category(manifest: JsonFile): readonly Found[] {
  const at = ["manifest", "publishingInformation", "category"];
  if (manifest.at(at) === "SMART_HOME") return [];
  const remedy = 'Write "category": "SMART_HOME".';
  return [{ file: manifest.path, line: manifest.lineOf(at), what: "The category is not SMART_HOME.", remedy }];
}

function permission(manifest: JsonFile): readonly Found[] {
  const at = ["manifest", "permissions"];
  const names = manifest.listAt(at).map((_, index) => manifest.at([...at, index, "name"]));
  if (names.includes(EVENTS_PERMISSION)) return [];
  return [
    {
      file: manifest.path,
      line: manifest.lineOf(at),
      what: `The permission ${EVENTS_PERMISSION} is missing: no press of a bell and no motion could be told to Alexa.`,
      remedy: `Write "permissions": [{ "name": "${EVENTS_PERMISSION}" }].`,
    },
  ];
}
