/** Whether a text has the form of a skill's id. */
export function isSkillId(text: string): boolean {
  return /^amzn1\.ask\.skill\.[0-9a-f-]{36}$/.test(text);
}

/** What to say of a text that has not. */
export function noSkillId(text: string): string {
  return `${text === "" ? "nothing" : text} is no skill's id: amzn1.ask.skill.<uuid>`;
}
