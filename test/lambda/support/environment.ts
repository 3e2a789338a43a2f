/** Has this process's environment be another until what is given back is called. AWS's clients look there. */
export function replaceEnvironment(environment: NodeJS.ProcessEnv): () => void {
  const before = { ...process.env };
  const become = (next: NodeJS.ProcessEnv) => {
    for (const name of Object.keys(process.env)) if (/^(AWS|ASK|HOME$)/.test(name)) delete process.env[name];
    for (const [name, value] of Object.entries(next)) process.env[name] = value;
  };
  become(environment);
  return () => become(before);
}

/** The same with what it is, and more. */
export function addToEnvironment(more: Readonly<Record<string, string>>): () => void {
  return replaceEnvironment({ ...process.env, ...more });
}
