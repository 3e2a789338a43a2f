/** Puts values in the place of `${Name}` in the text of an `Fn::Sub`; `${!Name}` stays, without its `!`. */
export function substitute(text: string, give: (name: string) => string): string {
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) =>
    literal === "!" ? `\${${name}}` : give(name.trim()),
  );
}

/** The names that stand in the text of an `Fn::Sub`, such as `Table` or `Table.Arn`. */
export function namesIn(text: string): readonly string[] {
  const names: string[] = [];
  substitute(text, (name) => {
    names.push(name);
    return "";
  });
  return names;
}
